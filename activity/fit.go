package activity

import (
	"bytes"
	"time"

	"github.com/muktihari/fit/decoder"
	"github.com/muktihari/fit/profile/untyped/fieldnum"
	"github.com/muktihari/fit/profile/untyped/mesgnum"
	"github.com/muktihari/fit/proto"
)

// fitEpoch is what FIT counts seconds from.
var fitEpoch = time.Date(1989, 12, 31, 0, 0, 0, 0, time.UTC)

// What the FIT profile calls an activity file, and sports.
const (
	fitActivity   = 4
	fitNone       = 0xFFFFFFFF // of 32 bits: not known
	fitUnknown    = 0xFF       // of 8 bits
	fitGeneric    = 0
	fitTransition = 3
	fitMultisport = 18
)

var fitSports = map[uint8]string{1: "run", 2: "bike", 5: "swim", 21: "bike"}

// fitReader takes the sessions out of a FIT file as it is decoded. Nothing else
// is kept.
type fitReader struct {
	isActivity bool
	found      []Activity
}

// OnMesg takes in one message.
func (r *fitReader) OnMesg(m proto.Message) {
	switch m.Num {
	case mesgnum.FileId:
		r.isActivity = r.isActivity || m.FieldValueByNum(fieldnum.FileIdType).Uint8() == fitActivity
	case mesgnum.Session:
		sport := m.FieldValueByNum(fieldnum.SessionSport).Uint8()
		if sport != fitTransition && sport != fitMultisport && len(r.found) <= mostDone {
			r.found = append(r.found, fitSession(m, sport))
		}
	}
}

func fitSession(m proto.Message, sport uint8) Activity {
	start := m.FieldValueByNum(fieldnum.SessionStartTime).Uint32()
	a := Activity{Start: fitEpoch.Add(time.Duration(start) * time.Second), Sport: fitSports[sport]}
	if a.Sport == "" && sport != fitGeneric && sport != fitUnknown {
		a.Sport = "other"
	}
	if start == fitNone {
		a.Start = time.Time{}
	}
	if ms := m.FieldValueByNum(fieldnum.SessionTotalTimerTime).Uint32(); ms != fitNone {
		a.Minutes = float64(ms) / 1000 / 60
	}
	if cm := m.FieldValueByNum(fieldnum.SessionTotalDistance).Uint32(); cm != fitNone {
		km := float64(cm) / 100 / 1000
		a.DistanceKM = &km
	}
	return a
}

// readFIT decodes a FIT file. What makes the decoder stumble is a damaged file.
func readFIT(data []byte) (found []Activity, err error) {
	defer func() {
		if recover() != nil {
			found, err = nil, Damaged
		}
	}()
	r := &fitReader{}
	d := decoder.New(bytes.NewReader(data), decoder.WithMesgListener(r), decoder.WithBroadcastOnly(), decoder.WithNoComponentExpansion())
	for d.Next() {
		if _, err := d.Decode(); err != nil {
			return nil, Damaged
		}
	}
	if !r.isActivity {
		return nil, Empty
	}
	return r.found, nil
}
