package notify

import "testing"

func TestMessageIDIsOursAndOnlyOurs(t *testing.T) {
	key, other := []byte("one key of the region's"), []byte("somebody else's")
	id := MessageID(key, "answer/7/vc@region.example", "region.example")
	if id != MessageID(key, "answer/7/vc@region.example", "region.example") {
		t.Error("the same letter has two Message-IDs")
	}
	if id == MessageID(key, "answer/8/vc@region.example", "region.example") {
		t.Error("two letters have one Message-ID")
	}
	if !IsOurs(key, id) {
		t.Errorf("%s is not known as ours", id)
	}
	for _, foreign := range []string{"", "<>", "<a@b>", "<a.b@c>", MessageID(other, "x", "region.example")} {
		if IsOurs(key, foreign) {
			t.Errorf("%q is taken for ours", foreign)
		}
	}
}
