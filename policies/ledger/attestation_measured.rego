# METADATA
# title: An attestation gives the number that its control asks for
# description: >-
#   Some controls hold to a degree: training reaches so many of the staff. Without
#   the number nobody can tell enough from too little.
# custom:
#   id: attestation-measured
#   judges: [attestation]
#   effect: refuse
#   remediation: Add measured with value and unit; isoscan controls ID says what is asked for.
#   references: ["ISO/IEC 17799:2000 6.2.1"]
package ledger.attestation_measured

asked := data.ledger_measures[input.record.control]

measured := object.get(input.record, "measured", {})

problems contains sprintf("it gives no measured value (%s, in %s)", [asked.of, asked.unit]) if {
	not is_number(object.get(measured, "value", ""))
	asked
}

problems contains sprintf("its measured value is in %s, and %s is asked for", [object.get(measured, "unit", "no unit"), asked.unit]) if {
	object.get(measured, "unit", "") != asked.unit
}

problems contains sprintf("its measured value %v is no percentage", [measured.value]) if {
	measured.unit == "percent"
	not in_range(measured.value)
}

in_range(v) if {
	v >= 0
	v <= 100
}
