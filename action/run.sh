#!/usr/bin/env bash
# What the GitHub Action does: `oasmith check`, and for a pull request `oasmith diff`, as a comment and in the summary of the job.
#
# FOLDER          the folder with oasmith.toml
# BASE            the commit that is compared with; nothing is compared without it
# FAIL_ON ACCEPT  what `oasmith diff` takes; may be empty
# PULL_REQUEST    the number of the pull request that gets the comment; may be empty
# GITHUB_REPOSITORY, GITHUB_STEP_SUMMARY  what GitHub sets
set -euo pipefail

folder=${FOLDER:-.}
summary=${GITHUB_STEP_SUMMARY:-/dev/null}
status=0

# The paths of annotations are those of the repository, and those of oasmith are relative to where it runs.
prefix=
if [ "$folder" != . ]; then
    cd "$folder"
    prefix="$folder/"
fi
oasmith check --format github 2>&1 | sed "s|^\\(::[a-z]* file=\\)|\\1$prefix|" || status=$?

if [ -n "${BASE:-}" ] && [ "$status" -ne 2 ]; then
    mark='<!-- oasmith -->'
    options=()
    [ -n "${FAIL_ON:-}" ] && options+=(--fail-on "$FAIL_ON")
    [ -n "${ACCEPT:-}" ] && options+=(--accept "$ACCEPT")
    found=0
    changes=$(oasmith diff "git:$BASE:./" . --format markdown "${options[@]}") || found=$?
    if [ "$found" -eq 2 ]; then
        # The base has no description yet, or one that is not accepted; what is wrong with this one was said above.
        changes='There is nothing to compare with.'
        found=0
    fi
    if [ "$found" -ne 0 ] && [ "$status" -eq 0 ]; then
        status=$found
    fi
    text=$(printf '%s\n## What changes for users of the generated code\n\n%s\n' "$mark" "$changes")
    printf '%s\n' "$text" >>"$summary"
    if [ -n "${PULL_REQUEST:-}" ]; then
        comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
        # One comment, which is written anew by each run. Without the right to comment, the summary has to do.
        old=$(gh api --paginate "$comments" --jq ".[] | select(.body | startswith(\"$mark\")) | .id" 2>/dev/null | head -n 1) || old=
        if [ -n "$old" ]; then
            gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$old" --raw-field body="$text" >/dev/null 2>&1 || true
        else
            gh api --method POST "$comments" --raw-field body="$text" >/dev/null 2>&1 || true
        fi
    fi
fi
exit "$status"
