package io.jswarm.lab.sidebyside.script;

import java.util.List;

/** A story that begins on an empty cluster; what it leaves is taken away after it. */
public record Scenario(String name, List<Step> steps) {
  public static Scenario of(String name, Step... steps) {
    return new Scenario(name, List.of(steps));
  }
}
