package io.jswarm.overlaynet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedMapTest {
  private static final int STEPS = 200;
  private static final int KEYS = 40;
  private static final int MANY = 10_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void itIsAsASortedMapIsWhateverIsDone(long seed) {
    Random random = new Random(seed);
    SortedMap<String, Integer> model = new TreeMap<>();
    SharedMap<Integer> map = SharedMap.empty();
    for (int step = 0; step < STEPS; step++) {
      SortedMap<String, Integer> modelBefore = new TreeMap<>(model);
      SharedMap<Integer> before = map;
      map = changed(random, map, model);

      assertThat(new ArrayList<>(map.entrySet())).isEqualTo(new ArrayList<>(model.entrySet()));
      assertThat(map).hasSize(model.size()).isEqualTo(model).isEqualTo(SharedMap.of(model));
      assertThat(before).as("the one before").isEqualTo(modelBefore);
      assertThat(map.equals(before)).isEqualTo(model.equals(modelBefore));
      assertThat(map.since(before)).isEqualTo(Difference.between(modelBefore, model));
      String key = key(random);
      assertThat(map.get(key)).isEqualTo(model.get(key));
      assertThat(map.containsKey(key)).isEqualTo(model.containsKey(key));
      String prefix = key.substring(0, random.nextInt(key.length() + 1));
      assertThat(map.beginningWith(prefix))
          .containsExactlyElementsOf(model.subMap(prefix, prefix + Character.MAX_VALUE).values());
    }
  }

  private static SharedMap<Integer> changed(
      Random random, SharedMap<Integer> map, SortedMap<String, Integer> model) {
    String key = key(random);
    return switch (random.nextInt(5)) {
      case 0, 1 -> {
        int value = random.nextInt(3);
        model.put(key, value);
        yield map.with(key, value);
      }
      case 2, 3 -> {
        model.remove(key);
        yield map.without(key);
      }
      default -> {
        SortedMap<String, Integer> more = new TreeMap<>();
        for (int i = random.nextInt(KEYS / 4); i > 0; i--) {
          more.put(key(random), random.nextInt(3));
        }
        model.putAll(more);
        yield map.withAll(SharedMap.of(more));
      }
    };
  }

  private static String key(Random random) {
    return Integer.toString(random.nextInt(KEYS), 3);
  }

  @Test
  void whatTwoMapsShareIsNotCompared() {
    AtomicInteger compared = new AtomicInteger();
    SharedMap<Counting> before = SharedMap.empty();
    for (int i = 0; i < MANY; i++) {
      before = before.with("key" + i, new Counting(i, compared));
    }
    SharedMap<Counting> after =
        before
            .without("key77")
            .with("key4711", new Counting(0, compared))
            .with("more", new Counting(1, compared));
    compared.set(0);

    assertThat(after.since(before).keySet()).containsExactly("key4711", "key77", "more");
    assertThat(compared.get()).isLessThan(MANY / 10);
  }

  @Test
  void aValueThatEqualsTheOneItHasIsNotTaken() {
    List<String> value = new ArrayList<>(List.of("same"));
    SharedMap<List<String>> map = SharedMap.of(Map.of("a", value, "b", List.of("other")));

    assertThat(map.with("a", List.of("same"))).isSameAs(map);
    SharedMap<List<String>> more =
        map.withAll(SharedMap.of(Map.of("a", List.of("same"), "b", List.of("new"))));
    assertThat(more.get("a")).isSameAs(value);
    assertThat(more.get("b")).containsExactly("new");
  }

  /** Counts how often it is compared with another one. */
  private record Counting(int number, AtomicInteger compared) {
    @Override
    public boolean equals(@Nullable Object other) {
      compared.incrementAndGet();
      return other instanceof Counting counting && counting.number == number;
    }

    @Override
    public int hashCode() {
      return number;
    }
  }
}
