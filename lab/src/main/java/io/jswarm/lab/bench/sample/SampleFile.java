package io.jswarm.lab.bench.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * The samples of one run as lines of JSON. The first line says what kind of run it was and where;
 * each sample is on the disk before the next one is taken.
 */
public final class SampleFile {
  private static final ObjectMapper JSON = JsonMapper.builder().build();
  private final Path path;

  private SampleFile(Path path) {
    this.path = path;
  }

  /** Begins the file of a run in the folder, which is made if need be. */
  public static SampleFile begin(Path folder, boolean whole, Facts facts) throws IOException {
    Files.createDirectories(folder);
    String name = facts.values().getOrDefault("began", "run").replace(":", "") + ".jsonl";
    var file = new SampleFile(folder.resolve(name));
    SequencedMap<String, Object> head = new LinkedHashMap<>();
    head.put("whole", whole);
    head.put("facts", facts.values());
    file.append(head);
    return file;
  }

  public Path path() {
    return path;
  }

  void append(Sample sample) throws IOException {
    SequencedMap<String, Object> line = new LinkedHashMap<>();
    line.put("group", sample.group());
    line.put("figure", sample.figure());
    line.put("contender", sample.contender().name());
    line.put("value", sample.value().isPresent() ? sample.value().getAsDouble() : null);
    line.put("unit", sample.unit());
    line.put("at", sample.moment().at());
    line.put("load", sample.moment().load());
    line.put("details", sample.details());
    append(line);
  }

  private void append(Map<String, Object> line) throws IOException {
    Files.writeString(
        path,
        JSON.writeValueAsString(line) + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Reads a run back. */
  static Run read(Path path) throws IOException {
    List<String> lines = Files.readAllLines(path);
    JsonNode head = JSON.readTree(lines.getFirst());
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    head.path("facts").properties().forEach(e -> facts.put(e.getKey(), e.getValue().asString("")));
    List<Sample> samples = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      samples.add(sample(JSON.readTree(line)));
    }
    return new Run(head.path("whole").asBoolean(false), new Facts(facts), samples);
  }

  private static Sample sample(JsonNode line) {
    SequencedMap<String, Object> details = new LinkedHashMap<>();
    line.path("details").properties().forEach(e -> details.put(e.getKey(), e.getValue()));
    JsonNode value = line.path("value");
    return new Sample(
        line.path("group").asString(""),
        line.path("figure").asString(""),
        Contender.valueOf(line.path("contender").asString("")),
        value.isNumber() ? OptionalDouble.of(value.asDouble()) : OptionalDouble.empty(),
        line.path("unit").asString(""),
        new Sample.Moment(line.path("at").asString(""), line.path("load").asDouble()),
        details);
  }
}
