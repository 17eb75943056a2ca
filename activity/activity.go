// Package activity reads sessions from the files that watches and training
// platforms write: FIT, GPX and TCX. Nothing in a file is trusted.
package activity

import (
	"bytes"
	"math"
	"slices"
	"time"
)

// Activity is one session of a file.
type Activity struct {
	Start      time.Time
	Sport      string   // run | bike | swim | other; "" the file does not say
	Minutes    float64  // without pauses where the file knows them; above 0, at most 1440
	DistanceKM *float64 // at most 500; nil unknown
}

// Problem says why a file gives no session.
type Problem string

// The problems.
const (
	Unknown Problem = "unknown" // no kind of file that is read here
	Packed  Problem = "packed"  // a zip or gzip archive
	Large   Problem = "large"   // more than MaxFile
	Damaged Problem = "damaged" // it breaks off, or is not built as its kind is
	Empty   Problem = "empty"   // no session in it: a route, a workout to come, settings
	Odd     Problem = "odd"     // figures that cannot be
)

// Error names the problem.
func (p Problem) Error() string { return "activity file: " + string(p) }

// What a file may hold at most.
const (
	MaxFile  = 8 << 20 // bytes
	mostDone = 10      // sessions

	leastMinutes = 0.5
	mostMinutes  = 1440
	mostKM       = 500
)

// Is tells whether data looks like a file that Read reads, or like an archive of one.
func Is(data []byte) bool { return kindOf(data) != nil }

// Read returns the sessions of a file, in its order. The error is a Problem.
func Read(data []byte) ([]Activity, error) {
	if len(data) > MaxFile {
		return nil, Large
	}
	read := kindOf(data)
	if read == nil {
		return nil, Unknown
	}
	found, err := read(data)
	found = slices.DeleteFunc(found, func(a Activity) bool { return a.Minutes < leastMinutes }) // a watch started by mistake
	switch {
	case err != nil:
		return nil, err
	case len(found) == 0:
		return nil, Empty
	case len(found) > mostDone:
		return nil, Odd
	}
	for i := range found {
		if err := found[i].check(); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// kindOf is how a file is to be read; nil: not here.
func kindOf(data []byte) func([]byte) ([]Activity, error) {
	head := data[:min(len(data), 4096)]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return func([]byte) ([]Activity, error) { return nil, Packed }
	case len(head) >= 12 && string(head[8:12]) == ".FIT":
		return readFIT
	case bytes.Contains(head, []byte("<gpx")):
		return readGPX
	case bytes.Contains(head, []byte("<TrainingCenterDatabase")):
		return readTCX
	}
	return nil
}

// check refuses figures that cannot be, and rounds the others.
func (a *Activity) check() error {
	if a.Minutes = math.Round(a.Minutes); !(a.Minutes >= 1 && a.Minutes <= mostMinutes) {
		return Odd
	}
	if y := a.Start.Year(); y < 1990 || y > 2200 {
		return Odd
	}
	if a.DistanceKM == nil {
		return nil
	}
	km := math.Round(*a.DistanceKM*100) / 100
	if !(km >= 0 && km <= mostKM) {
		return Odd
	}
	a.DistanceKM = &km
	if km == 0 { // a watch without a position says so
		a.DistanceKM = nil
	}
	return nil
}
