package rules

// nearest returns the name that takes the fewest letters to become word, of
// equals the first; a letter that is left out at the end costs little, so that
// "sleep" is near "sleep_hours".
func nearest(word string, names []string) string {
	best, cost := "", 0
	for _, name := range names {
		if c := distance(word, name); best == "" || c < cost {
			best, cost = name, c
		}
	}
	return best
}

// distance counts in tenths: ten for each letter to add, drop or change, one
// for each that only stands behind the end of word.
func distance(word, name string) int {
	row := make([]int, len(name)+1)
	for j := range row {
		row[j] = 10 * j
	}
	for i := range len(word) {
		diagonal := row[0]
		row[0] += 10
		for j := range len(name) {
			change := diagonal
			if word[i] != name[j] {
				change += 10
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+10, diagonal+10)
		}
	}
	least := row[len(name)]
	for j, c := range row {
		least = min(least, c+len(name)-j)
	}
	return least
}
