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

const pki::Credential& rsa_2048() {
  static const pki::Credential kMade = [] {
    tests::Wanted wanted;
    wanted.key = tests::rsa("2048");
    return keys().new_credential("rsa2048", wanted);
  }();
  return kMade;
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

pdf::FormObjects appearance(const signing::FieldPlace& place) {
  const letterhead::Letterhead& letterhead = office().letterhead();
  layout::AppearanceText text;
  text.heading = letterhead.word(place.language, "signed-by");
  text.name = place.signatory_name;
  text.division = place.division;
  text.date = letterhead.date(place.language, {2026, 11, 24});
  text.language = place.language;
  const layout::Appearance set = layout::lay_out_appearance(
      text, nullptr, place.width, place.height, letterhead, office().typesetter());
  return pdf::make_form(set.page, set.artwork);
}

/// As the command does it: find the place, set the appearance unless it is known, append a signed
/// revision.
Bytes sign(ByteView pdf, const std::string& division, const pki::Credential& credential,
           const pdf::FormObjects* known = nullptr) {
  const pdf::Opened opened = pdf::open_document(pdf);
  const signing::FieldPlace place = signing::find_field(opened.document.value(), division);
  const pdf::FormObjects set = known == nullptr ? appearance(place) : pdf::FormObjects();
  signing::SignRequest request;
  request.credential = &credential;
  request.time = now();
  request.appearance = known == nullptr ? &set : known;
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

/// One of many letters that the same signatory signs on one day.
void batch_signature(benchmark::State& state, const pki::Credential& (*credential)()) {
  const Bytes letter = office().typeset(example("open-letter"));
  const pki::Credential& key = credential();
  const pdf::Opened opened = pdf::open_document(letter);
  const pdf::FormObjects known =
      appearance(signing::find_field(opened.document.value(), kDivisions[0]));
  for (auto _ : state) benchmark::DoNotOptimize(sign(letter, kDivisions[0], key, &known));
  state.counters["pdf_bytes"] = static_cast<double>(letter.size());
}
BENCHMARK_CAPTURE(batch_signature, rsa_2048, rsa_2048)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(batch_signature, rsa_3072, rsa_3072)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(batch_signature, p_256, p_256)->Unit(benchmark::kMillisecond);

/// The private key's operation alone: what no signer can do without.
void raw_key(benchmark::State& state, const pki::Credential& (*credential)()) {
  const pki::Credential& key = credential();
  const Bytes message(100);
  for (auto _ : state) benchmark::DoNotOptimize(key.signer->sign(message));
}
BENCHMARK_CAPTURE(raw_key, rsa_2048, rsa_2048)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(raw_key, rsa_3072, rsa_3072)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(raw_key, p_256, p_256)->Unit(benchmark::kMillisecond);

/// The CMS alone.
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
