package io.jswarm.lab.arch;

import java.nio.file.Path;
import java.util.List;

/** One Java source file: where it is, from the top of the tree, and its lines. */
record SourceFile(Path path, List<String> lines, List<SourceMethod> methods) {
  String name() {
    return path.toString();
  }

  String text() {
    return String.join("\n", lines);
  }

  /** Finds the lines that match; each is given as file:line with its text. */
  List<String> grep(String regex) {
    var pattern = java.util.regex.Pattern.compile(regex);
    return java.util.stream.IntStream.range(0, lines.size())
        .filter(i -> pattern.matcher(lines.get(i)).find())
        .mapToObj(i -> name() + ":" + (i + 1) + ": " + lines.get(i).strip())
        .toList();
  }
}
