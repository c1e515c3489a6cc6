#!/usr/bin/env bash
# Keys and certificates for trying Chancery out: made here and now, never shared, never committed.
set -euo pipefail

usage() {
  cat <<'TEXT'
usage: scripts/make-demo-pki.sh DIR [--services URL] [--help]

Makes a demonstration PKI in DIR with the openssl program:

  trust/root.pem                        the root, the only thing that verifiers need
  asia-division.p12                     a division's key (RSA) with its certificates
  europe-and-central-asia-division.p12  another one (NIST P-256)
  expired.p12, not-for-signing.p12, other-organisation.p12
                                        keys that must be refused
  *.pass                                the passphrase of each key file
  time-stamping.p12, ocsp-responder.p12, revoked.crl
                                        for a time-stamping service and revocation
  authority/                            the authorities' own keys, certificates and lists

With --services the certificates say that revocation is told at URL, where
scripts/demo-services.py DIR --port N must then listen: http://127.0.0.1:N.

The names are those of certs/divisions.yaml. When DIR holds such a PKI already, and
its certificates are still valid tomorrow, nothing is done.
TEXT
}

dir=
services=
while [ $# -gt 0 ]; do
  case "$1" in
    --help | -h) usage; exit 0 ;;
    --services) [ $# -gt 1 ] || { usage >&2; exit 3; }; services=$2; shift ;;
    -*) usage >&2; exit 3 ;;
    *) [ -z "$dir" ] || { usage >&2; exit 3; }; dir=$1 ;;
  esac
  shift
done
[ -n "$dir" ] || { usage >&2; exit 3; }

# As the letterhead and certs/divisions.yaml have it.
organisation="Lakes Correspondence Office"
asia="Asia Division"
europe="Europe and Central Asia Division"
marker=.demonstration-pki

if [ -f "$dir/$marker" ]; then
  if openssl x509 -in "$dir/authority/asia-division.pem" -noout -checkend 86400 >/dev/null 2>&1; then
    echo "$dir: already there."
    exit 0
  fi
elif [ -d "$dir" ] && [ -n "$(ls -A "$dir")" ]; then
  echo "$dir holds something else; name a folder that is empty or not there yet." >&2
  exit 1
fi

parent=$(dirname "$dir")
mkdir -p "$parent"
umask 077
parent=$(cd "$parent" && pwd)
target=$parent/$(basename "$dir")
work=$(mktemp -d "$parent/.pki-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir authority trust

progress() {
  [ ! -t 2 ] || printf '\r\033[K%s' "$1" >&2
}

# What openssl says is of interest only when it fails.
quietly() {
  local said
  if ! said=$(openssl "$@" 2>&1); then
    printf 'openssl %s failed:\n%s\n' "$1" "$said" >&2
    exit 4
  fi
}

# Where revocation is told (RFC 5280, 4.2.2.1 and 4.2.1.13): by OCSP and a list, or by a list only.
told_by_both='' told_by_list='' told_by_root=''
if [ -n "$services" ]; then
  told_by_list="authorityInfoAccess = caIssuers;URI:$services/issuing.cer
crlDistributionPoints = URI:$services/issuing.crl"
  told_by_both="authorityInfoAccess = OCSP;URI:$services/ocsp, caIssuers;URI:$services/issuing.cer
crlDistributionPoints = URI:$services/issuing.crl"
  told_by_root="authorityInfoAccess = caIssuers;URI:$services/root.cer
crlDistributionPoints = URI:$services/root.crl"
fi

cat >authority/openssl.cnf <<TEXT
[req]
distinguished_name = name
string_mask = utf8only
[name]

[ca]
default_ca = issuing
[issuing]
database = authority/index.txt
new_certs_dir = authority
serial = authority/serial
crlnumber = authority/crlnumber
certificate = authority/issuing.pem
private_key = authority/issuing.key
default_md = sha384
default_crl_days = 30
policy = any
unique_subject = no
[above]
database = authority/root-index.txt
crlnumber = authority/root-crlnumber
certificate = authority/root.pem
private_key = authority/root.key
default_md = sha384
default_crl_days = 365
unique_subject = no
[delta]
2.5.29.27 = critical, DER:020101
[any]
organizationName = optional
organizationalUnitName = optional
commonName = supplied

[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[intermediate]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
$told_by_root
[signing]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
$told_by_both
[signing_told_by_list]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature, nonRepudiation
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
$told_by_list
[encipherment]
basicConstraints = critical, CA:FALSE
keyUsage = critical, keyEncipherment
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
[time_stamping]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
$told_by_both
[ocsp]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = OCSPSigning
noCheck = ignored
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
TEXT
: >authority/index.txt
: >authority/root-index.txt
echo 01 >authority/root-crlnumber
echo 1000 >authority/serial
echo 01 >authority/crlnumber

p256=(ec -pkeyopt ec_paramgen_curve:P-256)
p384=(ec -pkeyopt ec_paramgen_curve:P-384)

# certificate NAME SECTION DAYS SUBJECT ISSUER KEY…: authority/NAME.pem and .key
certificate() {
  local name=$1 section=$2 days=$3 subject=$4 issuer=$5
  shift 5
  progress "$name"
  local signed_by=()
  [ -z "$issuer" ] || signed_by=(-CA "authority/$issuer.pem" -CAkey "authority/$issuer.key")
  quietly req -config authority/openssl.cnf -x509 -utf8 -sha384 -new -newkey "$@" -noenc \
    -keyout "authority/$name.key" -out "authority/$name.pem" -extensions "$section" \
    -days "$days" -subj "$subject" "${signed_by[@]}"
}

# key_file NAME: NAME.p12 with the certificates up to the root, which is left out
key_file() {
  openssl rand -hex 24 >"$1.pass"
  quietly pkcs12 -export -inkey "authority/$1.key" -in "authority/$1.pem" \
    -certfile authority/issuing.pem -name "$1" -passout "file:$1.pass" -out "$1.p12"
  rm "authority/$1.key"
}

certificate root root 7300 "/O=$organisation/CN=$organisation Root" "" "${p384[@]}"
certificate issuing intermediate 3650 "/O=$organisation/CN=$organisation Issuing Authority" \
  root "${p384[@]}"
cp authority/root.pem trust/root.pem

certificate asia-division signing 1095 "/O=$organisation/OU=$asia/CN=$asia" issuing rsa:3072
certificate europe-and-central-asia-division signing_told_by_list 1095 \
  "/O=$organisation/OU=$europe/CN=$europe" issuing "${p256[@]}"
certificate not-for-signing encipherment 1095 "/O=$organisation/OU=$asia/CN=$asia (mail)" \
  issuing "${p256[@]}"
certificate other-organisation signing 1095 "/O=Hills Correspondence Office/OU=$asia/CN=$asia" \
  issuing "${p256[@]}"
certificate time-stamping time_stamping 1095 "/O=$organisation/CN=$organisation Time-Stamping" \
  issuing "${p256[@]}"
certificate ocsp-responder ocsp 365 "/O=$organisation/CN=$organisation OCSP Responder" \
  issuing "${p256[@]}"

# For services that fail: no usage for time-stamps, and an expired one.
certificate not-for-time-stamping signing 1095 "/O=$organisation/CN=$organisation Mail Room" \
  issuing "${p256[@]}"

progress expired
quietly req -config authority/openssl.cnf -utf8 -new -newkey "${p256[@]}" -noenc \
  -keyout authority/expired.key -out authority/expired.csr -subj "/O=$organisation/OU=$asia/CN=$asia"
quietly ca -config authority/openssl.cnf -batch -notext -utf8 -preserveDN -extensions signing \
  -startdate 20240101000000Z -enddate 20250101000000Z -in authority/expired.csr \
  -out authority/expired.pem
quietly req -config authority/openssl.cnf -utf8 -new -newkey "${p256[@]}" -noenc \
  -keyout authority/time-stamping-expired.key -out authority/expired.csr \
  -subj "/O=$organisation/CN=$organisation Time-Stamping"
quietly ca -config authority/openssl.cnf -batch -notext -utf8 -preserveDN -extensions time_stamping \
  -startdate 20240101000000Z -enddate 20250101000000Z -in authority/expired.csr \
  -out authority/time-stamping-expired.pem
rm authority/expired.csr

progress "revocation"
# The authority answers for what it has on its list only.
for name in asia-division europe-and-central-asia-division not-for-signing other-organisation \
  time-stamping ocsp-responder not-for-time-stamping; do
  quietly ca -config authority/openssl.cnf -valid "authority/$name.pem"
done
quietly ca -config authority/openssl.cnf -name above -valid authority/issuing.pem
quietly ca -config authority/openssl.cnf -name above -gencrl -out authority/root.crl
quietly ca -config authority/openssl.cnf -gencrl -out authority/issuing.crl
quietly ca -config authority/openssl.cnf -gencrl -crl_lastupdate 20240101000000Z \
  -crl_nextupdate 20240201000000Z -out authority/stale.crl
quietly ca -config authority/openssl.cnf -gencrl -crlexts delta -out authority/delta.crl

progress "key files"
for name in asia-division europe-and-central-asia-division expired not-for-signing \
  other-organisation time-stamping ocsp-responder; do
  key_file "$name"
done
cat authority/issuing.crl authority/root.crl >revoked.crl
touch "$marker"

progress ""
rm -rf "$target"
mv "$work" "$target"
trap - EXIT
chmod 755 "$target" "$target/trust"
chmod 644 "$target/trust/root.pem" "$target/revoked.crl"
echo "$dir: made."
