package io.jswarm.lab.sidebyside.verdict;

import io.jswarm.lab.sidebyside.verdict.Verdict.Play;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was played last of each scenario, a line of JSON each, so that the page can be written again
 * when a few scenarios were played once more.
 */
public record PlayFile(Path path) {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Empty when nothing was played yet. */
  public List<Play> read() throws IOException {
    if (!Files.exists(path)) {
      return List.of();
    }
    List<Play> plays = new ArrayList<>();
    for (String line : Files.readAllLines(path)) {
      plays.add(JSON.readValue(line, Play.class));
    }
    return plays;
  }

  /** Puts these in the places of older ones of the same scenarios; others stay. */
  public void add(List<Play> newer) throws IOException {
    Map<String, Play> plays = new LinkedHashMap<>();
    read().forEach(play -> plays.put(play.scenario(), play));
    newer.forEach(play -> plays.put(play.scenario(), play));
    Files.createDirectories(path.toAbsolutePath().getParent());
    Files.write(path, plays.values().stream().map(JSON::writeValueAsString).toList());
  }
}
