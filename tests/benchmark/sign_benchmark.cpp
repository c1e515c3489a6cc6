// Signing and verifying in memory, with keys made for the occasion by the openssl program.
#include <benchmark/benchmark.h>

#include <ctime>
#include <vector>

#include "pki/openssl_keys.h"
#include "signing/signing.h"
#include "verification/verification.h"
#include "warm_office.h"

namespace chancery::benchmarks {
namespace {

constexpr const char* kDivisions[] = {"Asia Division", "Europe and Central Asia Division"};

const tests::Keys& keys() {
  static const tests::Keys kKeys;
  return kKeys;
}

const pki::Credential& rsa_3072() {
  static const pki::Credential kMade = [] {
    tests::Wanted wanted;
    wanted.key = tests::rsa("3072");
    return keys().new_credential("rsa", wanted);
  }();
  return kMade;
}

const pki::Credential& p_256() {
  static const pki::Credential kMade = keys().new_credential("p256", {});
  return kMade;
}

pki::UnixTime now() {
  return std::time(nullptr);
}

/// As the command does it: find the place, set the appearance, append a signed revision.
Bytes sign(ByteView pdf, const std::string& division, const pki::Credential& credential) {
  const pdf::Opened opened = pdf::open_document(pdf);
  const signing::FieldPlace place = signing::find_field(opened.document.value(), division);
  const letterhead::Letterhead& letterhead = office().letterhead();
  layout::AppearanceText text;
  text.heading = letterhead.word(place.language, "signed-by");
  text.name = place.signatory_name;
  text.division = place.division;
  text.date = letterhead.date(place.language, {2026, 11, 24});
  text.language = place.language;
  const pdf::FormObjects form = pdf::make_form(layout::lay_out_appearance(
      text, place.width, place.height, letterhead, office().typesetter()));
  signing::SignRequest request;
  request.credential = &credential;
  request.time = now();
  request.appearance = &form;
  return signing::sign(*opened.document, place, request);
}

void first_signature(benchmark::State& state, const pki::Credential& (*credential)()) {
  const Bytes letter = office().typeset(example("open-letter"));
  const pki::Credential& key = credential();
  std::size_t added = 0;
  for (auto _ : state) added = sign(letter, kDivisions[0], key).size() - letter.size();
  state.counters["added_bytes"] = static_cast<double>(added);
}
BENCHMARK_CAPTURE(first_signature, rsa_3072, rsa_3072)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(first_signature, p_256, p_256)->Unit(benchmark::kMillisecond);

/// The signature value alone: what no signer can do without.
void bare_cms(benchmark::State& state, const pki::Credential& (*credential)()) {
  const pki::Credential& key = credential();
  const Bytes digest = pki::digest(key.signer->hash(), office().typeset(example("open-letter")));
  for (auto _ : state) benchmark::DoNotOptimize(pki::sign_cms(key, digest));
}
BENCHMARK_CAPTURE(bare_cms, rsa_3072, rsa_3072)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(bare_cms, p_256, p_256)->Unit(benchmark::kMillisecond);

void verify(benchmark::State& state, const std::string& name) {
  Bytes letter = office().typeset(example(name));
  letter = sign(letter, kDivisions[0], rsa_3072());
  letter = sign(letter, kDivisions[1], p_256());
  verification::Trust trust;
  trust.anchors.push_back(keys().certificate("root"));
  const pki::UnixTime at = now();
  for (auto _ : state) {
    const verification::Report report = verification::verify(letter, trust, at);
    if (report.signatures.size() != std::size(kDivisions))
      state.SkipWithError("not two signatures");
  }
  state.counters["pdf_bytes"] = static_cast<double>(letter.size());
}
BENCHMARK_CAPTURE(verify, english_two_signatures, "open-letter")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(verify, many_languages_two_signatures, "many-languages")
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace chancery::benchmarks
