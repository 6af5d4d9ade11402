using Grid.Columns;
using Grid.Sources;

namespace Grid.Learning;

/// <summary>
/// A forest as a model of ONNX (opset 15 and ai.onnx.ml 3), for any of its runtimes. It takes a row a line: the features that are
/// numbers as one tensor <c>X</c>, in their order, and each feature of text as a tensor of texts by its name. It gives
/// <c>label</c> and <c>probabilities</c> of classes, or <c>variable</c>, a number. Missing numbers are NaN; a text that the model
/// has not learned is taken for missing. Thresholds and leaves are doubles, whatever the input, so that rows fall as they do here,
/// and classes are told apart by sums that are exact; probabilities and numbers come as floats.
/// </summary>
public static class OnnxModel
{
    private const string Trees = "ai.onnx.ml", Producer = "Grid";
    private const int FormatVersion = 8, Opset = 15, TreesOpset = 3;

    /// <summary>The files that an exported model may be written onto: exported models.</summary>
    public static ReplaceRule Replaces { get; } = ReplaceRule.Only(Head().ToArray(), "ONNX model of Grid's");

    /// <summary>The model's file.</summary>
    /// <param name="forest">The model.</param>
    /// <param name="input">The type of the numbers that it is to take.</param>
    /// <exception cref="LearningException">A feature of text has the name of one of the model's own tensors.</exception>
    public static byte[] Encode(Forest forest, OnnxInput input = OnnxInput.Double)
    {
        var graph = new ProtoWriter();
        var features = new OnnxFeatures(forest, input);
        foreach (var node in features.Nodes)
            graph.Write(1, node.Message);
        foreach (var node in forest.Labels is { } labels ? Classify(forest, labels, features) : [Regress(forest, features)])
            graph.Write(1, node.Message);
        graph.Write(2, $"forest of {forest.Target}");
        if (forest.Labels is not null)
            graph.Write(5, OnnxNode.Scalar("trees", forest.Trees.Count));
        if (forest.Labels?.Count == 2)
            graph.Write(5, OnnxNode.Tensor("first", [0])).Write(5, OnnxNode.Tensor("end", [2])).Write(5, OnnxNode.Tensor("axis", [1]));
        foreach (var value in features.Inputs)
            graph.Write(11, value);
        if (forest.Labels is { } classes)
            graph.Write(12, OnnxNode.Value("label", IsWhole(classes) ? OnnxNode.Int64 : OnnxNode.Text, 0)).Write(12, OnnxNode.Value("probabilities", OnnxNode.Float, classes.Count));
        else
            graph.Write(12, OnnxNode.Value("variable", OnnxNode.Float, 1));
        var model = Head().Write(7, graph);
        model.Write(8, new ProtoWriter().Write(1, "").Write(2, (long)Opset)).Write(8, new ProtoWriter().Write(1, Trees).Write(2, (long)TreesOpset));
        foreach (var (key, value) in OnnxFeatures.Described(forest))
            model.Write(14, new ProtoWriter().Write(1, key).Write(2, value));
        return model.ToArray();
    }

    private static ProtoWriter Head() => new ProtoWriter().Write(1, (long)FormatVersion).Write(2, Producer);

    private static bool IsWhole(ClassLabels labels) => labels.Values is PrimitiveColumn<long> { Type.Id: TypeId.Int64 };

    private static OnnxNode[] Classify(Forest forest, ClassLabels labels, OnnxFeatures features)
    {
        var trees = new OnnxTrees(forest, features.PlaceOf);
        var node = trees.AddTo(new OnnxNode("TreeEnsembleClassifier", Trees, [features.Output], ["label", "sums"]));
        trees.AddLeaves(node, "class");
        node.With("post_transform", "NONE");
        // Of two classes runtimes compare the second's sum with a half, whatever the first has; so there is a third, which nothing votes for.
        bool isTwo = labels.Count == 2;
        if (IsWhole(labels))
            node.With("classlabels_int64s", (IEnumerable<long>)[.. ((PrimitiveColumn<long>)labels.Values).Values, .. isTwo ? [long.MinValue] : Array.Empty<long>()]);
        else
            node.With("classlabels_strings", (IEnumerable<string>)[.. labels.Names, .. isTwo ? [""] : Array.Empty<string>()]);
        // Sums over the trees are exact in doubles; their mean is taken last.
        var mean = new OnnxNode("Div", "", [isTwo ? "both" : "sums", "trees"], ["probabilities"]);
        return isTwo ? [node, new OnnxNode("Slice", "", ["sums", "first", "end", "axis"], ["both"]), mean] : [node, mean];
    }

    private static OnnxNode Regress(Forest forest, OnnxFeatures features)
    {
        var trees = new OnnxTrees(forest, features.PlaceOf);
        var node = trees.AddTo(new OnnxNode("TreeEnsembleRegressor", Trees, [features.Output], ["variable"]));
        trees.AddLeaves(node, "target");
        return node.With("n_targets", 1).With("aggregate_function", "AVERAGE").With("post_transform", "NONE");
    }
}
