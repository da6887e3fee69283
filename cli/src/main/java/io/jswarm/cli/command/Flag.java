package io.jswarm.cli.command;

/**
 * One flag of a command.
 *
 * @param shorthand one letter, or "" for none
 * @param value the name of its value in the help, or "" for a switch
 * @param help a sentence in our own words; "" hides the flag from the help
 */
record Flag(String name, String shorthand, String value, boolean repeatable, String help) {
  boolean isSwitch() {
    return value.isEmpty();
  }
}
