package io.jswarm.api.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
  @Test
  void idsAreValidAndDifferAndComeBackFromTheSameSeed() {
    Random source = new Random(1);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      String id = Ids.mint(source);
      assertThat(Ids.isValid(id)).as(id).isTrue();
      ids.add(id);
    }
    assertThat(ids).hasSize(10_000).contains(Ids.mint(new Random(1)));
  }

  @Test
  void otherTextsAreNotIds() {
    assertThat(Stream.of("", "web", "A".repeat(25), "a".repeat(24), "a".repeat(26), "ä".repeat(25)))
        .noneMatch(Ids::isValid);
  }
}
