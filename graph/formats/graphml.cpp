#include "graph/formats/graphml.h"

#include <fmt/format.h>

#include <string>

#include "graph/formats/attributes.h"
#include "graph/formats/export_order.h"

namespace entente::graph {

namespace {

class GraphmlWriter {
 public:
  GraphmlWriter(const GraphReader& reader, const ByteSink& sink)
      : reader_(reader),
        sink_(sink),
        order_(OrderForExport(reader)),
        attributes_(SurveyAttributes(reader, order_)) {}

  Status Write() {
    out_ +=
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" "
        "xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns "
        "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n";
    Key("node_label", "node", "label", AttributeType::kString);
    Key("node_labels", "node", "labels", AttributeType::kString);
    for (size_t i = 0; i < attributes_.nodes.size(); ++i)
      Key(fmt::format("n{}", i), "node", attributes_.nodes[i].title, attributes_.nodes[i].type);
    Key("edge_label", "edge", "label", AttributeType::kString);
    for (size_t i = 0; i < attributes_.relationships.size(); ++i)
      Key(fmt::format("e{}", i), "edge", attributes_.relationships[i].title,
          attributes_.relationships[i].type);
    out_ += "<graph id=\"G\" edgedefault=\"directed\">\n";
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      out_ += fmt::format("<node id=\"n{}\">", i);
      Data("node_label", DisplayName(reader_, order_.nodes[i], i));
      std::string labels;
      for (std::string_view label : SortedLabels(reader_, order_.nodes[i]))
        labels.append(":").append(label);
      Data("node_labels", labels);
      Properties('n', attributes_.nodes, reader_.Properties(order_.nodes[i]));
      out_ += "</node>\n";
      ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
    }
    RelationshipWalk walk(reader_, order_);
    uint64_t number = 0;
    for (uint32_t i = 0; i < order_.nodes.size(); ++i) {
      for (const ExportedRelationship& relationship : walk.Leaving(i)) {
        out_ += fmt::format("<edge id=\"e{}\" source=\"n{}\" target=\"n{}\">", number++,
                            relationship.start, relationship.end);
        Data("edge_label", reader_.Name(relationship.type));
        Properties('e', attributes_.relationships, reader_.Properties(relationship.id));
        out_ += "</edge>\n";
        ENTENTE_RETURN_IF_ERROR(Flush(kFlushBytes));
      }
    }
    out_ += "</graph>\n</graphml>\n";
    return Flush(1);
  }

 private:
  Status Flush(size_t at_least_bytes) { return WriteOut(out_, sink_, at_least_bytes); }

  void Key(std::string_view id, std::string_view target, std::string_view title,
           AttributeType type) {
    out_ += fmt::format("<key id=\"{}\" for=\"{}\" attr.name=\"", id, target);
    AppendXmlText(out_, title);
    out_ += fmt::format("\" attr.type=\"{}\"/>\n", AttributeTypeName(type));
  }

  void Data(std::string_view key, std::string_view text) {
    out_ += fmt::format("<data key=\"{}\">", key);
    AppendXmlText(out_, text);
    out_ += "</data>";
  }

  // Attributes and properties are both sorted by the property's name.
  void Properties(char prefix, const std::vector<Attribute>& attributes,
                  const PropertyList& properties) {
    size_t at = 0;
    for (const auto& [key, value] : properties) {
      while (attributes[at].key != key) ++at;
      Data(fmt::format("{}{}", prefix, at), AttributeText(value, attributes[at].type));
    }
  }

  const GraphReader& reader_;
  const ByteSink& sink_;
  const ExportOrder order_;
  const Attributes attributes_;
  std::string out_;
};

}  // namespace

Status WriteGraphml(const GraphReader& reader, const ByteSink& sink) {
  return GraphmlWriter(reader, sink).Write();
}

}  // namespace entente::graph
