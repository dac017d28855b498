using Hms.Training.Onnx;

namespace Hms.Training.Features;

/// <summary>Sums of trees, one sum a class.</summary>
/// <param name="link">From sums to probabilities.</param>
/// <param name="start">Score of each class before the first tree.</param>
/// <param name="rounds">One tree of each class a round.</param>
internal sealed class BoostedTrees(ClassLink link, double[] start, IReadOnlyList<RegressionTree[]> rounds) : FeatureModel
{
    public override ClassLink Link => link;

    /// <inheritdoc />
    public override void Score(ReadOnlySpan<float> row, Span<double> scores)
    {
        start.CopyTo(scores);
        foreach (var round in rounds)
        {
            for (var k = 0; k < scores.Length; k++) { scores[k] += round[k].Answer(row); }
        }
    }

    /// <inheritdoc />
    public override void WriteScores(OnnxGraph graph, string input, string output)
    {
        var nodes = new TreeAttributes();
        foreach (var round in rounds)
        {
            for (var k = 0; k < round.Length; k++) { nodes.Add(round[k], k); }
        }
        if (rounds.Count == 0)
        {
            for (var k = 0; k < start.Length; k++) { nodes.Add(RegressionTree.Zero, k); }
        }
        graph.MachineLearningNode("TreeEnsembleRegressor", "trees", [input], output,
            [.. nodes.ToAttributes(), ("n_targets", start.Length), ("base_values", Array.ConvertAll(start, x => (float)x)), ("aggregate_function", "SUM"), ("post_transform", "NONE")]);
    }

    /// <summary>The parallel lists by which ONNX writes trees: inner nodes first, then leaves.</summary>
    private sealed class TreeAttributes
    {
        private readonly List<int> _trees = [], _ids = [], _features = [], _true = [], _false = [], _targetTrees = [], _targetNodes = [], _targets = [];
        private readonly List<float> _values = [], _weights = [];
        private readonly List<string> _modes = [];
        private int _tree;

        public void Add(RegressionTree tree, int target)
        {
            var inner = tree.Features.Length;
            for (var i = 0; i < inner; i++) { Node(i, "BRANCH_LEQ", tree.Features[i], tree.Thresholds[i], Place(tree.Left[i]), Place(tree.Right[i])); }
            for (var i = 0; i < tree.Leaves.Length; i++)
            {
                Node(inner + i, "LEAF", 0, 0, 0, 0);
                _targetTrees.Add(_tree);
                _targetNodes.Add(inner + i);
                _targets.Add(target);
                _weights.Add((float)tree.Leaves[i]);
            }
            _tree++;
            int Place(int child) => child >= 0 ? child : inner + ~child;
        }

        public IEnumerable<(string Name, object Value)> ToAttributes() =>
        [
            ("nodes_treeids", _trees.ToArray()), ("nodes_nodeids", _ids.ToArray()), ("nodes_featureids", _features.ToArray()), ("nodes_modes", _modes.ToArray()),
            ("nodes_values", _values.ToArray()), ("nodes_truenodeids", _true.ToArray()), ("nodes_falsenodeids", _false.ToArray()),
            ("target_treeids", _targetTrees.ToArray()), ("target_nodeids", _targetNodes.ToArray()), ("target_ids", _targets.ToArray()), ("target_weights", _weights.ToArray()),
        ];

        private void Node(int id, string mode, int feature, float value, int whenTrue, int whenFalse)
        {
            _trees.Add(_tree);
            _ids.Add(id);
            _modes.Add(mode);
            _features.Add(feature);
            _values.Add(value);
            _true.Add(whenTrue);
            _false.Add(whenFalse);
        }
    }
}
