package restday

// Note is one entry of an athlete's journal.
type Note struct {
	ID    int64 // 0: not stored yet
	Day   Day
	Words string // as they were typed
}

// Block is a run of heavy weeks that is over, with the lighter days or the race
// that ended it.
type Block struct {
	First, Last Day
	Pattern     string // how the athlete recovered in it: short | long, "" neither
}

// Days returns how long the block was.
func (b Block) Days() int { return int(b.Last-b.First) + 1 }

// Journal is what an athlete wrote, and the blocks they can look back on, oldest
// first.
type Journal struct {
	Notes  []Note
	Blocks []Block
}

// Told is a tip that was told on a day.
type Told struct {
	ID  string
	Day Day
}
