# METADATA
# title: Kernel parameters
# description: >-
#   Judges parameters by two values: what the running kernel has, and what the
#   next boot will set. Both must be right; a value that nothing tells is unknown.
package lib.sysctl

import data.lib.report
import future.keywords.not

# violations of the keys whose live or boot value is not allowed.
violations(settings, keys, allowed, why) := {v |
	some key in keys
	some moment in ["live", "boot"]
	seen := settings[key][moment]
	not seen.value in {value | some value in allowed}
	v := report.violation({
		"message": sprintf("%s is %s %s: %s", [key, seen.value, _words[moment], why]),
		"resource": key,
		"observed": seen.value,
		"expected": concat(" or ", allowed),
		"source": object.get(seen, "source", ""),
	})
}

# unknown says which values cannot be told: of a tree those after a boot, of a
# running host also the present ones, its interfaces' among them.
unknown(settings, keys, interfaces, running) := {reason |
	some key in (keys | {key | some key in interfaces; contains(key, "*")})
	not settings[key].boot.value
	reason := sprintf("nothing sets %s at boot, and its default depends on the kernel's build", [key])
} | {reason |
	running
	some key in (keys | interfaces)
	not settings[key].live.value
	reason := sprintf("the running kernel does not tell %s", [key])
}

# evidence shows each value and where it was seen.
evidence(settings, keys) := {e |
	some key in keys
	some moment in ["live", "boot"]
	seen := settings[key][moment]
	e := report.evidence(sprintf("%s = %s %s", [key, seen.value, _words[moment]]), seen.source)
}

# interfaces are the keys net.FAMILY.conf.*.NAME that are there, without loopback.
interfaces(settings, family, name) := {key |
	some key, _ in settings
	startswith(key, sprintf("net.%s.conf.", [family]))
	endswith(key, concat("", [".", name]))
	not key == sprintf("net.%s.conf.lo.%s", [family, name])
}

# at leaves of each parameter one moment only: live or boot.
at(settings, moment) := {key: {moment: setting[moment]} | some key, setting in settings}

# present are those of the keys that the host has.
present(settings, keys) := {key | some key in keys; settings[key]}

_words := {"live": "now", "boot": "after the next boot"}
