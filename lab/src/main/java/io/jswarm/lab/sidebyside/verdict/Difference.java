package io.jswarm.lab.sidebyside.verdict;

import java.util.ArrayList;
import java.util.List;

/** A step that came to one thing here and to another at Docker's. */
public record Difference(String scenario, String label, String ours, String dockers) {
  /** All of one scenario, in the order of its steps; both sides have played all of them. */
  public static List<Difference> between(String scenario, List<Entry> ours, List<Entry> dockers) {
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < ours.size(); i++) {
      String here = ours.get(i).said();
      String there = dockers.get(i).said();
      if (!here.equals(there)) {
        differences.add(new Difference(scenario, ours.get(i).label(), here, there));
      }
    }
    return differences;
  }
}
