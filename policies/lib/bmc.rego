# METADATA
# title: Management controllers
# description: >-
#   Tells of the channels of a baseboard management controller which are open and how
#   to name them. Takes its facts as arguments and never reads input.
package lib.bmc

import data.lib.report

# absent is the evidence that a machine has no controller, as a set that is
# empty when it has one.
absent(present) := {report.evidence("no management controller: no sign in the firmware's tables, among the drivers or the devices", present.source) |
	present.value == false
}

# open holds the channels of a network that answer IPMI, by number. One whose
# access mode is not known is not among them: it is a gap.
open(channels) := {number: channel |
	some number, channel in channels
	channel.open.value == true
}

# shut is the evidence of the channels of a network that do not answer.
shut(channels) := {report.evidence(sprintf("channel %s (%s): closed", [number, channel.medium]), channel.open.source) |
	some number, channel in channels
	channel.open.value == false
}

# none is the evidence that no channel is one of a network, as a set that is
# empty when one is.
none(lan) := {report.evidence(sprintf("%s asked for, none is on a network", [report.counted(lan.asked, "channel", "channels")]), lan.source) |
	count(lan.channels) == 0
}
