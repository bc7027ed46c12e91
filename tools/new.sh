#!/bin/sh
# new.sh writes the beginning of a rule or a migration.
#
#	tools/new.sh rule toegang/leeftijd
#	tools/new.sh migration werkplek
set -eu
cd "$(dirname "$0")/.."
what=$1
name=$2

rule() {
	process=${name%%/*}
	word=${name#*/}
	dir=internal/domain/$process
	case $name in
	*/*) ;;
	*) echo "Give process and word: make rule NAME=toegang/leeftijd" >&2; exit 2 ;;
	esac
	case $word in
	'' | *[!a-z]*) echo "The word has small letters only: leeftijd" >&2; exit 2 ;;
	esac
	[ -d "$dir" ] || { echo "There is no process $process in internal/domain." >&2; exit 2; }
	file=$dir/regel_$word.go
	[ ! -e "$file" ] || { echo "$file is there already." >&2; exit 2; }
	title=$(printf %s "$word" | cut -c1 | tr a-z A-Z)$(printf %s "$word" | cut -c2-)
	code=$(printf %s "$process" | cut -c1-3 | tr a-z A-Z)-$(printf %s "$word" | tr a-z A-Z)-01

	cat >"$file" <<END
package $process

import (
	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
)

// ${title}Facts are the facts of the rules about $word.
type ${title}Facts struct {
	Start civil.Date
}

// ${title}Regels are the rules about $word, evaluated as of the start date.
var ${title}Regels = rule.Set[${title}Facts]{
	{
		Code:   "$code",
		Source: "", // document and heading, or article of law
		Kind:   rule.Advies,
		Check: func(f ${title}Facts) []rule.Finding {
			return rule.FailIf(f.Start.IsZero(), "start", "$process.${word}_start_ontbreekt")
		},
	},
}
END
	cat >"$dir/regel_${word}_test.go" <<END
package $process

import (
	"testing"

	"trede/internal/domain/civil"
	"trede/internal/domain/rule"
	"trede/internal/domain/rule/ruletest"
)

func Test${title}Regels(t *testing.T) {
	day := civil.MustParse("2026-11-02")
	ruletest.Contract(t, ${title}Regels, []ruletest.Case[${title}Facts]{
		{Name: "with a start", Rule: "$code", Day: day, Facts: ${title}Facts{Start: day}, Want: rule.Passed},
		{Name: "without a start", Rule: "$code", Day: day, Want: rule.Failed},
	})
}
END
	echo "$file"
	echo "$dir/regel_${word}_test.go"
	echo "The test fails until the rule says its source."
}

migration() {
	case $name in
	'' | *[!a-z_]*) echo "Give a name of small letters and underscores: make migration NAME=werkplek" >&2; exit 2 ;;
	esac
	dir=internal/store/migrations
	last=$(ls $dir | sed -n 's/^0*\([0-9][0-9]*\)_.*\.sql$/\1/p' | sort -n | tail -n 1)
	file=$dir/$(printf '%04d' $((${last:-0} + 1)))_$name.sql
	cat >"$file" <<END
-- +goose Up
-- Column types are macros: {{text}} {{date}} {{ts}} {{bool}} {{int}} {{json}} {{bytes}};
-- a table ends with {{strict}}.
END
	echo "$file"
}

case $what in
rule) rule ;;
migration) migration ;;
*) echo "new.sh: rule or migration" >&2; exit 2 ;;
esac
