"""A person who has only what the screen reader tells, and its presses: drives the window over AT-SPI. Run by `test_atspi.py`.

    python3 atspi_person.py SECONDS PROGRAM ARGUMENT…

Needs the system's own Python (pyatspi belongs to it), an accessibility bus and a display. Starts the program, decides one conflict, lets
the sync run, and writes what it met, line by line. Ends with 1 where something that it looks for does not come.
"""

import subprocess
import sys
import time

import pyatspi

LOOK_S = 0.1
BUTTONS = (pyatspi.ROLE_PUSH_BUTTON, pyatspi.ROLE_TOGGLE_BUTTON, pyatspi.ROLE_RADIO_BUTTON, pyatspi.ROLE_CHECK_BOX)


class NotThere(Exception):
    """What was looked for did not come in time."""


class Person:
    """Looks and presses until `seconds` are over."""

    def __init__(self, process, seconds):
        self._process = process
        self._end = time.monotonic() + seconds

    def wait_for(self, what, look):
        """What `look` finds, asked again and again until it finds something."""
        while time.monotonic() < self._end:
            if self._process.poll() is not None:
                raise NotThere(f"the program ended with {self._process.returncode} before {what}")
            try:
                found = look()
            except Exception:  # noqa: BLE001 - D-Bus tells of widgets that are gone by now in many ways
                found = None
            if found:
                print(what, flush=True)
                return found
            time.sleep(LOOK_S)
        raise NotThere(f"{what} did not come; there is:\n" + "\n".join(self.all_that_shows()))

    def program(self):
        """The program among all that is on the bus."""
        desktop = pyatspi.Registry.getDesktop(0)
        own = [one for one in desktop if one is not None and one.get_process_id() == self._process.pid]
        return own[0] if own else None

    def shown(self):
        """Everything that shows, parents first."""
        stack = [self.program()]
        while stack:
            one = stack.pop()
            if one is None:
                continue
            yield one
            stack.extend(reversed(list(one)))

    def all_that_shows(self):
        """Roles and names, for a failure's report."""
        try:
            return [f"  {one.getRoleName()}: {one.name}" for one in self.shown() if one.name and is_shown(one)]
        except Exception as error:  # noqa: BLE001 - the report must come
            return [f"  (the tree can't be read: {error})"]

    def button(self, words):
        """The button that is shown, can be pressed, and is called so, or begins so."""
        for one in self.shown():
            if one.getRole() in BUTTONS and one.name.strip().startswith(words) and is_shown(one) and is_enabled(one):
                return one
        return None

    def press(self, words):
        """Press the button once it is there."""
        found = self.wait_for(f"button “{words}”", lambda: self.button(words))
        action = found.queryAction()
        names = [action.getName(at).casefold() for at in range(action.nActions)]
        wanted = next(at for at, name in enumerate(names) if name in ("press", "toggle", "click"))
        action.doAction(wanted)

    def look_round(self, where):
        """Tell of everything there that takes the keyboard and has no name."""
        for one in self.shown():
            if is_shown(one) and one.getState().contains(pyatspi.STATE_FOCUSABLE) and not (one.name or is_part(one)):
                print(f"nameless in {where}: {one.getRoleName()} in “{one.parent.name}”", flush=True)

    def read(self, words):
        """Wait until something that shows says so."""
        self.wait_for(f"words “{words}”", lambda: self.reads(words))

    def reads(self, words):
        """Whether something that shows says so."""
        return any(words in one.name and is_shown(one) for one in self.shown())


def is_shown(one):
    """Whether it is on the screen."""
    return one.getState().contains(pyatspi.STATE_SHOWING)


def is_part(one):
    """Whether it is a cell of a table or the like: it has a name where it has words."""
    return one.getRole() in (pyatspi.ROLE_TABLE_CELL, pyatspi.ROLE_LIST_ITEM, pyatspi.ROLE_FILLER, pyatspi.ROLE_PANEL)


def is_enabled(one):
    """Whether it answers."""
    return one.getState().contains(pyatspi.STATE_ENABLED)


def decide_one_and_run(person):
    """The task."""
    person.wait_for("the program", person.program)
    person.read("Needs you: 3 conflicts")
    person.look_round("the overview")
    person.press("Conflicts")
    person.look_round("the conflicts")
    person.press("Review 3")
    person.read("was changed in both systems")
    person.look_round("a conflict")
    person.press("Take ")
    person.press("Apply and next")
    person.read("1 of 2")
    person.press("Decide later")
    person.read("Apply ⏎")
    person.press("Decide later")
    person.press("Close")
    person.press("Overview")
    person.press("Sync now")
    person.read("Needs you: 2 conflicts")


def main():
    """Start the program, do the task, end the program."""
    seconds, command = float(sys.argv[1]), sys.argv[2:]
    process = subprocess.Popen(command)
    try:
        decide_one_and_run(Person(process, seconds))
    except NotThere as problem:
        print(problem, flush=True)
        return 1
    finally:
        process.terminate()
        process.wait(30)
    return 0


if __name__ == "__main__":
    sys.exit(main())
