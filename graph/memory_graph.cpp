#include <condition_variable>
#include <memory>
#include <mutex>

#include "graph/base.h"
#include "graph/builder.h"
#include "graph/graph.h"
#include "graph/store_transaction.h"
#include "graph/turn.h"

namespace entente::graph {
namespace {

class MemoryGraph final : public Graph, private TransactionHost {
 public:
  explicit MemoryGraph(std::shared_ptr<const Store> store) : store_(std::move(store)) {}

  Result<std::shared_ptr<const GraphReader>> Read() const override {
    return std::make_shared<const GraphReader>(latest());
  }

  Result<std::unique_ptr<Transaction>> Begin() override {
    turn_.Take();
    return std::unique_ptr<Transaction>(
        new StoreTransaction(*this, std::make_shared<Store>(*latest()), /*keeps_log=*/false));
  }

  const std::string& path() const override { return path_; }

 private:
  Status CommitStore(std::shared_ptr<Store> store, const std::string&) override {
    std::lock_guard lock(mutex_);
    store_ = std::move(store);
    return {};
  }
  void EndTransaction() override { turn_.Leave(); }
  std::shared_ptr<const Store> latest() const {
    std::lock_guard lock(mutex_);
    return store_;
  }

  mutable std::mutex mutex_;            // guards store_
  std::shared_ptr<const Store> store_;  // shared with the readers of this state
  Turn turn_;
  std::string path_;
};

}  // namespace

std::unique_ptr<Graph> Graph::InMemory() {
  return std::make_unique<MemoryGraph>(std::make_shared<const Store>());
}

Result<std::unique_ptr<Graph>> GraphBuilder::ToMemory() {
  ENTENTE_ASSIGN_OR_RETURN(std::shared_ptr<const Base> base, ToBase());
  return std::unique_ptr<Graph>(new MemoryGraph(std::make_shared<const Store>(std::move(base))));
}

}  // namespace entente::graph
