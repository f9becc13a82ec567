# METADATA
# title: Encrypted devices use methods that hold
# description: >-
#   Plain mode keeps no header, so that a weak passphrase is tried at full speed, and an old
#   cipher or short key gives way. The options of crypttab decide where there is no header.
# custom:
#   id: disk-crypt-strength
#   controls: ["10.3.2"]
#   aspects: ["10.3.2/disk-swap-encryption"]
#   severity: medium
#   scope: ["mobile.present.crypttab"]
#   needs:
#     - "mobile.crypttab"
#     - "mobile.crypttab[*].mode"
#     - "mobile.crypttab[*].key"
#     - "mobile.crypttab[*].cipher"
#     - "mobile.crypttab[*].size_bits"
#     - "mobile.crypttab[*].source"
#   partial: convict
#   remediation:
#     text: >-
#       Make the volume anew with "cryptsetup luksFormat --type luks2" (aes-xts-plain64,
#       512 bits, argon2id are its defaults) and take plain, cipher=, hash= and size= out
#       of its line in /etc/crypttab. For swap with a random key use
#       cipher=aes-xts-plain64,size=512.
#     command: ""
#   references: ["crypttab(5)", "cryptsetup(8)"]
package iso17799.c10_systems_development_and_maintenance.o10_3_cryptographic_controls.disk_crypt_strength

import data.lib.report
import data.params
import future.keywords.not

not_applicable contains report.evidence("no encrypted device in crypttab", input.mobile.present.crypttab.source) if {
	input.mobile.present.crypttab.value == false
}

# swap and tmp are plain mode with a file system made anew (crypttab(5)).
_plain := {"plain", "swap", "tmp"}

_cipher(m) := m.cipher if m.cipher != ""

_cipher(m) := "of its header or the default" if m.cipher == ""

evidence contains report.evidence(sprintf("%s: mode %s, cipher %s, key %s", [name, m.mode, _cipher(m), m.key]), m.source) if {
	some name, m in input.mobile.crypttab
}

violations contains report.violation({
	"message": sprintf("%s is encrypted in plain mode with a passphrase or key file (mode %s, key: %s)", [name, m.mode, m.key]),
	"resource": name,
	"observed": m.mode,
	"expected": "luks",
	"source": m.source,
}) if {
	some name, m in input.mobile.crypttab
	m.mode in _plain
	m.key != "random"
}

violations contains report.violation({
	"message": sprintf("%s uses the cipher %s", [name, m.cipher]),
	"resource": name,
	"observed": m.cipher,
	"expected": "aes-xts-plain64",
	"source": m.source,
}) if {
	some name, m in input.mobile.crypttab
	some weak in params.disk_weak_ciphers
	contains(m.cipher, weak)
}

violations contains report.violation({
	"message": sprintf("the key of %s has %d bits", [name, m.size_bits]),
	"resource": name,
	"observed": m.size_bits,
	"expected": sprintf("%d or more", [params.disk_min_key_bits]),
	"source": m.source,
}) if {
	some name, m in input.mobile.crypttab
	m.size_bits > 0
	m.size_bits < params.disk_min_key_bits
}
