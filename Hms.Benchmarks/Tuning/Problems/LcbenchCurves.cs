using System.Collections.Concurrent;
using Hms.Tuning.Spaces;

namespace Hms.Benchmarks.Tuning.Problems;

/// <summary>Learning curves of LCBench (Zimmer et al., 2021), predicted by the surrogate: a small network on one data set, 52 epochs.</summary>
internal sealed class LcbenchCurves
{
    private const int AccuracyColumn = 1;
    private static readonly ConcurrentDictionary<string, LcbenchCurves> Opened = new(StringComparer.Ordinal);
    private static readonly Lazy<SurrogateNet> Net = new(() => SurrogateNet.Open("lcbench"));
    private readonly int _task;

    private LcbenchCurves(int task) => _task = task;

    /// <summary>Epochs of a full training.</summary>
    public const int Epochs = 52;

    /// <summary>The seven hyperparameters.</summary>
    public static SearchSpace Space { get; } = new(
        new SearchParameter("batch_size", new IntDistribution(16, 512, Log: true)),
        new SearchParameter("learning_rate", new FloatDistribution(1e-4, 0.1, Log: true)),
        new SearchParameter("momentum", new FloatDistribution(0.1, 0.99)),
        new SearchParameter("weight_decay", new FloatDistribution(1e-5, 0.1)),
        new SearchParameter("num_layers", new IntDistribution(1, 5)),
        new SearchParameter("max_units", new IntDistribution(64, 1024, Log: true)),
        new SearchParameter("max_dropout", new FloatDistribution(0, 1)));

    /// <summary>The curves of a task.</summary>
    /// <param name="task">OpenML task, such as <c>167168</c>.</param>
    public static LcbenchCurves Of(string task) => Opened.GetOrAdd(task, x => new LcbenchCurves(Net.Value.Code("OpenML_task_id", x)));

    /// <summary>The problem of the last epoch's loss.</summary>
    /// <param name="task">OpenML task.</param>
    public static Problem Problem(string task) => new("lcbench_" + task, Space, x => Of(task).Losses(x, [Epochs])[0]);

    /// <summary>Validation loss, 100 − accuracy in percent, after each of the epochs 1 to <paramref name="epochs"/>.</summary>
    /// <param name="values">Values of <see cref="Space"/>.</param>
    /// <param name="epochs">Length of the curve, 1 to <see cref="Epochs"/>.</param>
    public double[] Curve(ParameterValues values, int epochs)
    {
        if (epochs is < 1 or > Epochs) { throw new ArgumentOutOfRangeException(nameof(epochs), epochs, $"A curve has 1 to {Epochs} epochs."); }
        return Losses(values, [.. Enumerable.Range(1, epochs)]);
    }

    private double[] Losses(ParameterValues values, int[] epochs)
    {
        float[] settings = [.. Space.Parameters.Select(x => (float)values.GetInternal(x.Name))];
        var numbers = epochs.SelectMany(x => settings.Prepend(x)).ToArray();
        var (predicted, columns) = Net.Value.Predict(Enumerable.Repeat(_task, epochs.Length).ToArray(), numbers, epochs.Length);
        return [.. Enumerable.Range(0, epochs.Length).Select(i => 100 - (double)predicted[i * columns + AccuracyColumn])];
    }
}
