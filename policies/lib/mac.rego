# METADATA
# title: Mandatory access control
# description: >-
#   Reads labels of processes and arguments of the kernel.
package lib.mac

import future.keywords.not

# confines tells whether a label of /proc/PID/attr/current limits its process:
# "NAME (enforce)" of AppArmor, or a domain of SELinux that is not one of the
# unlimited ones.
default confines(_) := false

confines(label) if endswith(label, " (enforce)")

confines(label) if endswith(label, " (kill)")

confines(label) if {
	parts := split(label, ":")
	count(parts) >= 3
	not startswith(parts[2], "unconfined_")
	not parts[2] in {"initrc_t", "init_t", "kernel_t"}
}

# disarming tells whether an argument of the kernel's command line turns AppArmor
# or SELinux off, or leaves both out of the list of modules.
default disarming(_) := false

disarming(argument) if argument in {"apparmor=0", "selinux=0", "enforcing=0", "security=none", "security="}

disarming(argument) if {
	startswith(argument, "lsm=")
	count({name | some name in split(substring(argument, 4, -1), ","); name in {"apparmor", "selinux", "smack", "tomoyo"}}) == 0
}
