package io.jswarm.lab.sidebyside.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jswarm.lab.sidebyside.verdict.Verdict.Play;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayFileTest {
  @Test
  void aNewerPlayTakesThePlaceOfTheOlderAndOthersStay(@TempDir Path folder) throws IOException {
    var file = new PlayFile(folder.resolve("plays/all.jsonl"));
    assertThat(file.read()).isEmpty();
    file.add(List.of(play("one", "old"), play("two", "kept")));
    file.add(List.of(play("one", "new\nlines")));
    assertThat(file.read()).containsExactly(play("one", "new\nlines"), play("two", "kept"));
  }

  private static Play play(String name, String said) {
    return new Play(
        "group",
        name,
        List.of(Entry.said("docker ls", said)),
        List.of(Entry.missed("docker ls", "")));
  }
}
