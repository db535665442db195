package process

import "cmp"

// Responsible is who answers for a topic. Where it has no address, the contact of
// the letters stands in for it.
type Responsible struct{ Role, Name, Address string }

// ContactFor is who answers for a topic at a health centre: the first that
// the policy names for it. A study director is the health centre's own, from the
// register.
func (p *Policy) ContactFor(t Topic, c HealthCentre) (r Responsible, named bool) {
	for _, contact := range p.Contacts {
		for _, about := range contact.Topics {
			if about != t {
				continue
			}
			if contact.StudyDirector {
				return Responsible{cmp.Or(contact.Role, "studierektor"), c.StudyDirector, c.StudyDirectorAddress}, true
			}
			return Responsible{Role: contact.Role, Address: contact.Address}, true
		}
	}
	return Responsible{}, false
}

// String is who it is, with name and address where they are known.
func (r Responsible) String() string {
	s := r.Role
	for _, more := range []string{r.Name, r.Address} {
		switch {
		case more == "":
		case s == "":
			s = more
		default:
			s += ", " + more
		}
	}
	return s
}

// Words is the topic in Swedish, as in "frågor om …".
func (t Topic) Words() string { return topicWords[t] }

var topicWords = map[Topic]string{
	TopicAllotment: "fördelning av ST-tjänster", TopicAgreement: "avtal", TopicDeviation: "avvikelser",
	TopicCompensation: "ersättning", TopicQuality: "utbildningens kvalitet", TopicRotation: "sidotjänstgöring",
}
