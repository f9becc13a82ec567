# METADATA
# title: Kernel modules that are not to be loaded
# description: >-
#   Says how a module can still come into the kernel. Takes its facts as
#   arguments and never reads input.
package lib.modules

import future.keywords.not

# open are the modules of a list that can still be loaded, each with the reason.
# Only an install line that loads nothing stops a module: blacklist holds for
# devices and protocols that ask for it, not for a module that depends on it.
open(names, modules, kernels, live) := {name: _why(module) |
	some name in names
	module := object.get(modules, name, {})
	not _closed(module, kernels, live)
	not name in unlooked(names, modules)
}

# unlooked are those that modprobe does not load and that nobody has looked for in the kernels, so that
# they may be built in.
unlooked(names, modules) := {name |
	some name in names
	module := modules[name]
	module.install.value == "nothing"
	not module.builtin
}

_closed(module, _, _) if {
	module.install.value == "nothing"
	count(module.builtin) == 0
}

# A module that is not among those of any installed kernel cannot be loaded.
_closed(module, kernels, _) if {
	_absent(module, kernels)
	count(module.builtin) == 0
}

# Where the running kernel takes no modules, what it has not loaded stays out.
_closed(module, _, live) if {
	live.loading.value == false
	module.loaded.value == false
}

_absent(module, kernels) if {
	count(kernels) > 0
	count(module.kernels) == 0
}

_why(module) := sprintf("built into the kernel %s", [concat(", ", module.builtin)]) if {
	count(object.get(module, "builtin", [])) > 0
} else := "replaced by a command that is not one which loads nothing" if {
	object.get(module, "install", {}) != {}
} else := "only blacklisted, so that a module which depends on it still loads it" if {
	object.get(module, "blacklist", {}) != {}
} else := "not blocked"

# source is the line that names a module, or where one would stand.
source(module) := object.get(module, ["install", "source"], object.get(module, ["blacklist", "source"], "/etc/modprobe.d"))

# seen says in words how a module stands.
seen(module, kernels, live) := "modprobe loads nothing for it" if module.install.value == "nothing"

else := "in no installed kernel" if _absent(module, kernels)

else := "the running kernel takes no modules and has not got it" if _closed(module, kernels, live)

else := "modprobe loads it"
