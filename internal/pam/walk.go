package pam

// Answers lists what a module may return. It is how a walk knows that pam_deny
// never succeeds and pam_permit never fails.
type Answers func(e Entry) []Return

// Marks are the caller's notes on a path: a set of bits.
type Marks uint32

// Visit is called for each module that a path runs, with its answer and the
// path's marks so far; it returns the marks from there on.
type Visit func(index int, e Entry, r Return, m Marks) Marks

// End is one way in which a stack can end.
type End struct {
	// OK: the application is told PAM_SUCCESS.
	OK    bool
	Marks Marks
}

// Outcome is everything that a stack can do.
type Outcome struct {
	// Ends is the set of ends, in no order.
	Ends map[End]bool
	// Reached tells of each entry whether any path runs it.
	Reached []bool
}

// Any tells whether some end satisfies the condition.
func (o Outcome) Any(cond func(End) bool) bool {
	for e := range o.Ends {
		if cond(e) {
			return true
		}
	}
	return false
}

// impression and status are libpam's two variables for the verdict so far.
type verdict struct {
	impression int8 // 0 undecided, 1 positive, -1 negative
	success    bool // the status is PAM_SUCCESS
}

type state struct {
	pos     int
	now     verdict
	entered [maxDepth + 1]verdict // at the beginning of each substack
	level   int                   // of the entry before
	marks   Marks
}

// Walk follows every path through a stack: each module is tried with every
// answer that it may give, and the verdict is kept as libpam's dispatcher keeps
// it. An empty stack ends in failure, as libpam's does.
//
// The walk does not know that two modules depend on one another, so it may see
// a path that cannot happen, and never misses one that can.
func Walk(stack []Entry, answers Answers, visit Visit) Outcome {
	w := walk{stack: stack, answers: answers, visit: visit,
		out:  Outcome{Ends: map[End]bool{}, Reached: make([]bool, len(stack))},
		seen: map[state]bool{}}
	w.push(state{})
	for len(w.todo) > 0 {
		s := w.todo[len(w.todo)-1]
		w.todo = w.todo[:len(w.todo)-1]
		w.step(s)
	}
	return w.out
}

type walk struct {
	stack   []Entry
	answers Answers
	visit   Visit
	out     Outcome
	seen    map[state]bool
	todo    []state
}

func (w *walk) push(s state) {
	if !w.seen[s] {
		w.seen[s] = true
		w.todo = append(w.todo, s)
	}
}

func (w *walk) step(s state) {
	if s.pos >= len(w.stack) {
		w.out.Ends[End{OK: s.now.impression > 0 && s.now.success, Marks: s.marks}] = true
		return
	}
	e := w.stack[s.pos]
	if s.level < e.Level {
		s.entered[e.Level] = s.now
	}
	s.level = e.Level
	if e.Kind == Substack {
		s.pos++
		w.push(s)
		return
	}
	w.out.Reached[s.pos] = true
	may := []Return{PermDenied}
	if e.Kind == Module {
		may = w.answers(e)
	}
	for _, r := range may {
		next := s
		if w.visit != nil && e.Kind == Module {
			next.marks = w.visit(s.pos, e, r, s.marks)
		}
		w.act(&next, e, r)
		w.push(next)
	}
}

// act changes the state as the dispatcher does upon one answer.
func (w *walk) act(s *state, e Entry, r Return) {
	action := e.Control[r]
	over := false
	switch action {
	case ActReset:
		s.now = s.entered[e.Level]
	case ActOK, ActDone:
		if s.now.impression == 0 || s.now.impression > 0 && s.now.success {
			s.now = verdict{1, r == Success}
		}
		over = action == ActDone && s.now.impression > 0
	case ActBad, ActDie:
		if s.now.impression >= 0 {
			s.now = verdict{-1, r == Success}
		}
		over = action == ActDie
	case ActIgnore:
	default:
		left := int(action)
		for left > 0 && s.pos+1 < len(w.stack) && w.stack[s.pos+1].Level >= e.Level {
			for s.pos++; s.pos+1 < len(w.stack) && w.stack[s.pos+1].Level > e.Level; s.pos++ {
			}
			left--
		}
		if left > 0 { // a jump out of the stack
			s.now = verdict{-1, false}
		}
	}
	if over {
		for s.pos+1 < len(w.stack) && w.stack[s.pos+1].Level >= e.Level {
			s.pos++
		}
	}
	s.pos++
}

// AllReturns is every answer but "incomplete", which ends no stack.
func AllReturns() []Return {
	out := make([]Return, 0, returns)
	for r := Success; r < Incomplete; r++ {
		out = append(out, r)
	}
	return out
}
