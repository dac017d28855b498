namespace Hms.Tests.Data.Synthetic;

/// <summary>Multinomial logistic regression on vote distributions with a ridge penalty, by Nesterov's accelerated gradient on standardised features.</summary>
internal sealed class SoftmaxRegression
{
    private const int Steps = 400;
    private readonly double[] _mean;
    private readonly double[] _deviation;
    private readonly double[][] _weights;

    /// <summary>Fits it.</summary>
    /// <param name="rows">Features, one array a row.</param>
    /// <param name="targets">Distributions over the classes.</param>
    /// <param name="ridge">Penalty of the squared weights for each row.</param>
    public SoftmaxRegression(IReadOnlyList<double[]> rows, IReadOnlyList<double[]> targets, double ridge)
    {
        var width = rows[0].Length;
        _mean = [.. Enumerable.Range(0, width).Select(j => rows.Average(row => row[j]))];
        _deviation = [.. Enumerable.Range(0, width).Select(j => Math.Sqrt(rows.Average(row => (row[j] - _mean[j]) * (row[j] - _mean[j]))) + 1e-9)];
        var inputs = rows.Select(Standardise).ToArray();
        _weights = [.. targets[0].Select(_ => new double[width + 1])];
        var velocity = _weights.Select(row => (double[])row.Clone()).ToArray();
        // The Hessian of the loss is at most half the largest eigenvalue of the mean outer product, which its trace bounds; a third of that is used.
        var rate = 6.0 / (width + 1);
        for (var step = 1; step <= Steps; step++) { Step(inputs, targets, velocity, rate, ridge, step / (step + 3.0)); }
    }

    public double[] Predict(double[] row) => Softmax(Standardise(row), _weights);

    private void Step(double[][] inputs, IReadOnlyList<double[]> targets, double[][] ahead, double rate, double ridge, double momentum)
    {
        var gradient = ahead.Select(row => new double[row.Length]).ToArray();
        for (var i = 0; i < inputs.Length; i++)
        {
            var probabilities = Softmax(inputs[i], ahead);
            for (var k = 0; k < ahead.Length; k++)
            {
                var error = (probabilities[k] - targets[i][k]) / inputs.Length;
                for (var j = 0; j < inputs[i].Length; j++) { gradient[k][j] += error * inputs[i][j]; }
            }
        }
        for (var k = 0; k < ahead.Length; k++)
        {
            for (var j = 0; j < ahead[k].Length; j++)
            {
                var next = ahead[k][j] - rate * (gradient[k][j] + (j > 0 ? ridge * ahead[k][j] : 0));
                ahead[k][j] = next + momentum * (next - _weights[k][j]);
                _weights[k][j] = next;
            }
        }
    }

    private double[] Standardise(double[] row) => [1, .. row.Select((value, j) => (value - _mean[j]) / _deviation[j])];

    private static double[] Softmax(double[] input, double[][] weights)
    {
        var scores = Array.ConvertAll(weights, row => row.Zip(input, (w, x) => w * x).Sum());
        var largest = scores.Max();
        var powers = Array.ConvertAll(scores, score => Math.Exp(score - largest));
        var sum = powers.Sum();
        return Array.ConvertAll(powers, power => power / sum);
    }
}
