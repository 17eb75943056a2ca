package bot

import (
	"cmp"
	"container/heap"
	"slices"
	"time"

	"restday"
)

// row is a message that waits, and when it was queued and first tried.
type row struct {
	restday.Outgoing
	free   bool // no limit counts it
	queued time.Time
	tried  time.Time
}

// bareAck tells whether a message only answers a tap.
func bareAck(o restday.Outgoing) bool {
	return o.Ack != "" && len(o.Text) == 0 && len(o.Choices) == 0 && !o.Strip
}

// queue is what waits for one chat.
type queue struct {
	to    restday.Address
	rows  []row // by id
	busy  bool  // one of its messages is under way, or its receipt is
	pace  pace
	class restday.Class // of the most urgent row; answers below every class
	opens time.Time     // when its first row may be sent
	line  *line         // the line it stands in; nil: none
	place int           // in line
}

// answers is the class of a chat whose first row is free.
const answers restday.Class = -1

// add puts r where its id belongs. Taking buttons away is only tidying: it
// stands behind everything that says something.
func (q *queue) add(r row) {
	i, _ := slices.BinarySearchFunc(q.rows, r, inTurn)
	q.rows = slices.Insert(q.rows, i, r)
}

func inTurn(a, b row) int {
	if a.Strip != b.Strip {
		if a.Strip {
			return 1
		}
		return -1
	}
	return cmp.Compare(a.ID, b.ID)
}

// pop takes the first row out.
func (q *queue) pop() row {
	r := q.rows[0]
	q.rows = q.rows[1:]
	return r
}

// judge works out how urgent the chat is and when it may send next. A chat is
// as urgent as the most urgent of its rows, so that a reply is never stuck
// behind its own chat's bulk.
func (q *queue) judge() {
	if len(q.rows) == 0 {
		q.opens = q.pace.rested()
		return
	}
	q.opens = q.rows[0].Due
	if q.rows[0].free {
		q.class = answers
		return
	}
	if q.pace.next.After(q.opens) {
		q.opens = q.pace.next
	}
	q.class = q.rows[0].Class
	for i := range q.rows {
		q.class = min(q.class, q.rows[i].Class)
	}
}

// line is a heap of chats.
type line struct {
	chats []*queue
	less  func(a, b *queue) bool
}

// mostUrgent orders chats that may send now; the oldest of equals comes first.
func mostUrgent(a, b *queue) bool {
	if a.class != b.class {
		return a.class < b.class
	}
	return a.rows[0].ID < b.rows[0].ID
}

// soonest orders chats that may send later.
func soonest(a, b *queue) bool { return a.opens.Before(b.opens) }

func (l *line) join(q *queue) {
	q.line = l
	heap.Push(l, q)
}

func (q *queue) leave() {
	if q.line != nil {
		heap.Remove(q.line, q.place)
		q.line = nil
	}
}

func (l *line) first() *queue {
	if len(l.chats) == 0 {
		return nil
	}
	return l.chats[0]
}

// Len implements heap.Interface.
func (l *line) Len() int { return len(l.chats) }

// Less implements heap.Interface.
func (l *line) Less(i, j int) bool { return l.less(l.chats[i], l.chats[j]) }

// Swap implements heap.Interface.
func (l *line) Swap(i, j int) {
	l.chats[i], l.chats[j] = l.chats[j], l.chats[i]
	l.chats[i].place, l.chats[j].place = i, j
}

// Push implements heap.Interface.
func (l *line) Push(x any) {
	if q, ok := x.(*queue); ok {
		q.place = len(l.chats)
		l.chats = append(l.chats, q)
	}
}

// Pop implements heap.Interface.
func (l *line) Pop() any {
	last := len(l.chats) - 1
	q := l.chats[last]
	l.chats[last] = nil
	l.chats = l.chats[:last]
	return q
}
