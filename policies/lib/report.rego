# METADATA
# title: What a rule shows
# description: >-
#   Builds the evidence and violation objects that every rule gives, always of
#   the same shape and with texts, whatever type was observed.
package lib.report

# evidence is one observation and where it was seen.
evidence(message, source) := {"message": message, "source": source}

# violation is one way in which the host breaks a rule. Its fields: message,
# resource, observed, expected and, where it is known, source.
violation(fields) := object.union(
	{"source": ""},
	{key: _text(value) | some key, value in fields},
)

# list joins texts for a message, shortened after ten.
list(texts) := concat(", ", texts) if count(texts) <= 10

list(texts) := sprintf("%s and %d more", [concat(", ", first), count(texts) - 10]) if {
	count(texts) > 10
	first := array.slice([text | some text in texts], 0, 10)
}

# counted is a number with the words that go with it: "1 account", "3 accounts" and
# "0 accounts". Where more than the noun changes, the words hold it too:
# counted(n, "account has", "accounts have").
counted(1, one, _) := sprintf("1 %s", [one])

counted(number, _, many) := sprintf("%v %s", [number, many]) if number != 1

_text(value) := value if is_string(value)

_text(value) := json.marshal(value) if not is_string(value)
