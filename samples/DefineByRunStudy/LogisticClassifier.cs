namespace DefineByRunStudy;

/// <summary>Logistic regression on features of points in two rings, trained by gradient descent; always the same points.</summary>
internal sealed class LogisticClassifier
{
    private const int Points = 400;
    private readonly double[][] _features;
    private readonly bool[] _isInner;
    private readonly double[] _weights;

    public LogisticClassifier(Func<double, double, double[]> features)
    {
        (_features, _isInner) = (new double[Points][], new bool[Points]);
        for (var i = 0; i < Points; i++)
        {
            _isInner[i] = i % 2 == 0;
            var radius = (_isInner[i] ? 0.7 : 1.1) + 0.35 * (i * 0.7548776662 % 1 - 0.5); // spread without a random generator
            _features[i] = features(radius * Math.Cos(i * 2.399963), radius * Math.Sin(i * 2.399963));
        }
        _weights = new double[_features[0].Length];
    }

    /// <summary>Mean log loss over the points that are held out (every fourth).</summary>
    public double Loss => HeldOut().Average(i => -Math.Log(Math.Max(1e-12, _isInner[i] ? Probability(i) : 1 - Probability(i))));

    /// <summary>Share of held-out points on the right side.</summary>
    public double Accuracy => HeldOut().Average(i => (Probability(i) > 0.5) == _isInner[i] ? 1.0 : 0.0);

    /// <summary>One epoch.</summary>
    public double TrainAndValidate(double rate, double decay)
    {
        for (var i = 0; i < Points; i++)
        {
            if (i % 8 >= 6) { continue; }
            var error = Probability(i) - (_isInner[i] ? 1 : 0);
            for (var k = 0; k < _weights.Length; k++) { _weights[k] -= rate * (error * _features[i][k] + decay * _weights[k]); }
        }
        return Loss;
    }

    private static IEnumerable<int> HeldOut() => Enumerable.Range(0, Points).Where(i => i % 8 >= 6);

    private double Probability(int point) => 1 / (1 + Math.Exp(-_weights.Zip(_features[point], (w, x) => w * x).Sum()));
}
