# METADATA
# title: PAM services
# description: >-
#   Selects the services that a rule speaks of, and words what they lack on a
#   host that has no PAM.
package lib.pam

import data.lib.report

# people are the services with which people change their own password;
# chpasswd and newusers are for root.
people(change) := {name: service |
	some name, service in change
	not name in {"chpasswd", "newusers"}
}

# doors are the services through which people come in. "other" counts where
# nothing else does.
doors(log_on) := {name: service |
	some name, service in log_on
	service.kind in {"log_on", "shared"}
}

# missing is the violation of a host that has no PAM at all.
missing(pam, message) := {report.violation({
	"message": message,
	"resource": "PAM",
	"observed": "no PAM",
	"expected": "PAM",
	"source": pam.source,
}) |
	pam.value == false
}

# resource names a service as every rule does.
resource(name) := sprintf("PAM service %s", [name])
