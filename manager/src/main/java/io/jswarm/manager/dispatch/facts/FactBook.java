package io.jswarm.manager.dispatch.facts;

import io.jswarm.api.model.Task;
import io.jswarm.api.rpc.NetworkFact;
import io.jswarm.raftstore.image.Block;
import io.jswarm.raftstore.image.Change;
import io.jswarm.raftstore.image.ClusterImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All facts that follow from an image, sorted by topic. It holds ids only: a fact is derived again
 * whenever it is asked for. Moving on to the next image costs what its changes touch, not what
 * there is. Not thread-safe.
 */
public final class FactBook {
  private final Map<String, Membership> topics = new TreeMap<>();
  private ClusterImage image;

  /** The book of an image. */
  public FactBook(ClusterImage image) {
    this.image = ClusterImage.EMPTY;
    replace(image);
  }

  /** Moves on to the image that these changes led to, and tells what is different. */
  public List<FactChange> apply(List<Change> changes, ClusterImage next) {
    return move(Subjects.touchedBy(changes, image, next), next);
  }

  /** Moves on to an image when nobody knows what led to it, and tells what is different. */
  public List<FactChange> replace(ClusterImage next) {
    return move(Subjects.all(image, next), next);
  }

  private List<FactChange> move(Collection<Subject> subjects, ClusterImage next) {
    List<FactChange> changes = new ArrayList<>();
    for (Subject subject : subjects) {
      PlacedFact before = subject.in(image);
      PlacedFact after = subject.in(next);
      if (before == null ? after != null : !before.equals(after)) {
        takeOut(subject, before);
        putIn(subject, after);
        changes.add(new FactChange(key(before, after), before, after));
      }
    }
    image = next;
    return changes;
  }

  private static String key(@Nullable PlacedFact before, @Nullable PlacedFact after) {
    PlacedFact either = after == null ? before : after;
    if (either == null) {
      throw new IllegalArgumentException("a change from nothing to nothing");
    }
    return either.fact().key();
  }

  private void takeOut(Subject subject, @Nullable PlacedFact fact) {
    for (String topic : topicsOf(fact)) {
      Membership in = topics.get(topic);
      if (in != null) {
        in.facts--;
        switch (subject) {
          case Subject.OfService(String id) -> in.services.remove(id);
          case Subject.OfTask(String id) -> in.tasks.remove(id);
          case Subject.OfNode(String id) -> in.nodes.remove(id);
          case Subject.OfNetwork _, Subject.OfBlock _ -> {}
        }
        if (in.facts == 0) {
          topics.remove(topic);
        }
      }
    }
  }

  private void putIn(Subject subject, @Nullable PlacedFact fact) {
    for (String topic : topicsOf(fact)) {
      Membership in = topics.computeIfAbsent(topic, _ -> new Membership());
      in.facts++;
      switch (subject) {
        case Subject.OfService(String id) -> in.services.add(id);
        case Subject.OfTask(String id) -> in.tasks.add(id);
        case Subject.OfNode(String id) -> in.nodes.add(id);
        case Subject.OfNetwork _, Subject.OfBlock _ -> {}
      }
    }
  }

  private static List<String> topicsOf(@Nullable PlacedFact fact) {
    return fact == null ? List.of() : fact.topics();
  }

  /** Every fact of a topic, what others refer to first. */
  public List<NetworkFact> facts(String topic) {
    List<NetworkFact> facts = new ArrayList<>();
    for (Subject subject : subjects(topic)) {
      PlacedFact placed = subject.in(image);
      if (placed != null) {
        facts.add(placed.fact());
      }
    }
    return facts;
  }

  private List<Subject> subjects(String topic) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject.OfNetwork(topic));
    if (!topic.equals(NetworkFact.FABRIC)) {
      for (Block block : image.blocksOfNetwork(topic)) {
        subjects.add(new Subject.OfBlock(topic, block.prefix()));
      }
    }
    Membership in = topics.get(topic);
    if (in != null) {
      in.nodes.forEach(id -> subjects.addAll(whereabouts(id)));
      in.services.forEach(id -> subjects.add(new Subject.OfService(id)));
      in.tasks.forEach(id -> subjects.add(new Subject.OfTask(id)));
    }
    return subjects;
  }

  private List<Subject> whereabouts(String nodeId) {
    List<Subject> subjects = new ArrayList<>();
    subjects.add(new Subject.OfNode(nodeId));
    for (Block block : Whereabouts.onFabric(nodeId, image)) {
      subjects.add(new Subject.OfBlock(NetworkFact.FABRIC, block.prefix()));
    }
    return subjects;
  }

  /** The keys of a topic's facts that nobody hears of who hears of these topics only. */
  public List<String> keysBeyond(String topic, List<String> heard) {
    List<String> keys = new ArrayList<>();
    for (Subject subject : subjects(topic)) {
      PlacedFact placed = subject.in(image);
      if (placed != null && !placed.isIn(heard)) {
        keys.add(placed.fact().key());
      }
    }
    return keys;
  }

  /** How many facts a topic has. */
  public int size(String topic) {
    Membership in = topics.get(topic);
    return in == null ? 0 : in.facts;
  }

  /** Tasks that run and may not be called any more. */
  public List<PlacedFact> draining() {
    List<PlacedFact> draining = new ArrayList<>();
    for (Task task : image.tasks().values()) {
      PlacedFact placed = task.isToStop() ? Backends.of(task.id(), image) : null;
      if (placed != null) {
        draining.add(placed);
      }
    }
    return draining;
  }
}
