package checks

// All lists every check, in the order of the reports. A test compares it with
// the folders beside this file.
func All() []Check {
	return []Check{}
}
