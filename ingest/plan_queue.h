/// \file
/// A plan on its way from the thread that makes it to the one that takes it, in batches that own
/// what the planner would reuse. Private to the planner. Threads: as each class says.

#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <memory>
#include <memory_resource>
#include <mutex>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/graph_plan.h"

namespace entente::ingest {

/// Some hundreds of planned nodes or relationships with all that they borrow from the planner. One
/// thread at a time.
class PlanBatch {
 public:
  bool full() const { return nodes_.size() + relationships_.size() + mentions_.size() >= kSize; }

  void Add(const PlannedNode& node) {
    nodes_.push_back({node.label, node.key, Keep(node.properties)});
  }
  void Add(const PlannedRelationship& relationship) {
    relationships_.push_back(
        {relationship.type, relationship.from, relationship.to, Keep(relationship.properties)});
  }
  void Add(const PlannedMention& mention) { mentions_.push_back(mention); }

  graph::Status Deliver(PlanSink& sink) const {
    PlannedNode node;
    for (const Node& kept : nodes_) {
      node.label = kept.label;
      node.key = kept.key;
      node.properties.assign(kept.properties.begin(), kept.properties.end());
      ENTENTE_RETURN_IF_ERROR(sink.TakeNode(node));
    }
    PlannedRelationship relationship;
    for (const Relationship& kept : relationships_) {
      relationship.type = kept.type;
      relationship.from = kept.from;
      relationship.to = kept.to;
      relationship.properties.assign(kept.properties.begin(), kept.properties.end());
      ENTENTE_RETURN_IF_ERROR(sink.TakeRelationship(relationship));
    }
    for (const PlannedMention& mention : mentions_) {
      ENTENTE_RETURN_IF_ERROR(sink.TakeMention(mention));
    }
    return {};
  }

 private:
  static constexpr size_t kSize = 1024;
  using Property = PlannedProperties::value_type;
  struct Node {
    std::string_view label, key;
    std::span<const Property> properties;
  };
  struct Relationship {
    std::string_view type;
    PlannedEnd from, to;
    std::span<const Property> properties;
  };

  template <class T>
  std::span<const T> Keep(std::span<const T> values) {
    if (values.empty()) return {};
    void* room = memory_.allocate(values.size_bytes(), alignof(T));
    T* kept = static_cast<T*>(room);
    std::uninitialized_copy(values.begin(), values.end(), kept);
    return {kept, values.size()};
  }
  std::string_view Keep(std::string_view text) {
    std::span<const char> kept = Keep(std::span<const char>(text));
    return {kept.data(), kept.size()};
  }
  std::span<const Property> Keep(const PlannedProperties& properties) {
    properties_ = properties;
    for (auto& [name, value] : properties_) {
      // Names, keys and single texts are the findings' own, but for what was squeezed.
      value.text = Keep(value.text);
      value.evidence = Keep(value.evidence);
      if (value.texts.empty()) continue;
      texts_.clear();
      for (std::string_view text : value.texts) texts_.push_back(Keep(text));
      value.texts = Keep(std::span<const std::string_view>(texts_));
    }
    return Keep(std::span<const Property>(properties_));
  }

  std::pmr::monotonic_buffer_resource memory_{size_t{1} << 17};
  std::vector<Node> nodes_;
  std::vector<Relationship> relationships_;
  std::vector<PlannedMention> mentions_;
  PlannedProperties properties_;
  std::vector<std::string_view> texts_;
};

/// A few batches on their way from one thread to another; any thread may call.
class PlanQueue {
 public:
  /// False when nobody wants more.
  bool Push(std::unique_ptr<PlanBatch> batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || batches_.size() < kMost; });
    if (stopped_) return false;
    batches_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
  }
  void Close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
  }
  /// Nothing when there will be no more.
  std::unique_ptr<PlanBatch> Pop() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return closed_ || !batches_.empty(); });
    if (batches_.empty()) return nullptr;
    std::unique_ptr<PlanBatch> batch = std::move(batches_.front());
    batches_.pop_front();
    changed_.notify_all();
    return batch;
  }
  void Stop() {
    std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_all();
  }

 private:
  static constexpr size_t kMost = 16;
  std::mutex mutex_;  // guards what follows
  std::condition_variable changed_;
  std::deque<std::unique_ptr<PlanBatch>> batches_;
  bool closed_ = false, stopped_ = false;
};

/// Fills batches, on the planner's thread.
class QueueSink : public PlanSink {
 public:
  explicit QueueSink(PlanQueue& queue) : queue_(queue) {}
  graph::Status TakeNode(const PlannedNode& node) override { return Take(node); }
  graph::Status TakeRelationship(const PlannedRelationship& relationship) override {
    // A batch has nodes or relationships, so that their order stays.
    if (nodes_) Finish();
    nodes_ = false;
    return Take(relationship);
  }
  // Mentions come last, here as in a batch.
  graph::Status TakeMention(const PlannedMention& mention) override {
    if (nodes_) Finish();
    nodes_ = false;
    return Take(mention);
  }
  void Finish() {
    queue_.Push(std::move(batch_));
    batch_ = std::make_unique<PlanBatch>();
  }

 private:
  template <class Planned>
  graph::Status Take(const Planned& planned) {
    batch_->Add(planned);
    if (!batch_->full()) return {};
    bool wanted = queue_.Push(std::move(batch_));
    batch_ = std::make_unique<PlanBatch>();
    if (!wanted) return graph::MakeError(graph::ErrorCode::kInterrupted, "nobody takes the plan");
    return {};
  }

  PlanQueue& queue_;
  std::unique_ptr<PlanBatch> batch_ = std::make_unique<PlanBatch>();
  bool nodes_ = true;
};

}  // namespace entente::ingest
