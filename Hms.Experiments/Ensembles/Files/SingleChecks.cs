using System.Globalization;
using Hms.Data;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Ensembles.Files;

/// <summary>Looks at each model's figures for what wrong rows, wrong classes or the wrong columns would give.</summary>
internal static class SingleChecks
{
    /// <summary>Predictions that lie nearer to the truth than this in every row are the truth, rounded.</summary>
    private const double RoundedTruth = 2e-3;

    /// <summary>A KL below this part of the prior's is told of.</summary>
    private const double SmallPart = 0.05;

    /// <summary>An order of classes that lowers the KL by this much, and by a tenth of it, is told of.</summary>
    private const double MuchLower = 0.02;

    private const double MuchLowerPart = 0.1;

    /// <summary>Checks every model.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="paths">File of each model.</param>
    /// <param name="warn">Takes what looks wrong, as sentences.</param>
    /// <exception cref="HmsDataException">A file holds the truth itself.</exception>
    public static void Require(EnsembleData data, IReadOnlyList<string> paths, Action<string> warn)
    {
        var prior = PriorKl(data);
        for (var m = 0; m < data.Members.Count; m++)
        {
            var (name, values) = (data.Members[m].Name, data.Members[m].Probabilities);
            if (values.Zip(data.Truth).All(pair => Math.Abs(pair.First - pair.Second) <= RoundedTruth)) { throw new HmsDataException(paths[m], "holds the truth itself, not predictions of it: every row is equal. If its predictions stand in other columns, name those seizure_pred, lpd_pred and so on."); }
            var kl = data.Divergences(m).Average();
            var (better, order) = BestOrder(data, m);
            if (kl - better > MuchLower && kl - better > MuchLowerPart * kl)
            {
                warn(Text($"{name}: its KL is {kl:F4}, and {better:F4} where its columns are read as {string.Join(", ", order.Select(c => VoteClasses.Names[c]))} for {string.Join(", ", VoteClasses.Names)}. Are its classes in another order than their names say?"));
            }
            else if (kl > prior) { warn(Text($"{name}: its KL of {kl:F4} is worse than {prior:F4}, which the mean votes get as the prediction of every row. Are its rows those of the truth, and its classes in the right order?")); }
            if (kl < SmallPart * prior) { warn(Text($"{name}: its KL of {kl:F4} is very small beside {prior:F4}, which the mean votes get. Does it hold predictions, and of models that have not seen these rows?")); }
            var twin = Enumerable.Range(0, m).FirstOrDefault(other => data.Members[other].Probabilities.AsSpan().SequenceEqual(values), -1);
            if (twin >= 0) { warn($"{name} and {data.Members[twin].Name} hold the same predictions."); }
        }
    }

    private static double PriorKl(EnsembleData data)
    {
        var (classes, mean) = (data.Classes, new double[data.Classes]);
        for (var i = 0; i < data.Truth.Length; i++) { mean[i % classes] += data.Truth[i] / data.Rows; }
        return Enumerable.Range(0, data.Rows).Average(row => KullbackLeibler.Divergence(data.Truth.AsSpan(row * classes, classes), mean));
    }

    /// <summary>The order of the classes that gives the smallest KL: class c of the truth is compared with the column of class order[c].</summary>
    private static (double Kl, int[] Order) BestOrder(EnsembleData data, int member)
    {
        var (classes, values) = (data.Classes, data.Members[member].Probabilities);
        var (cross, entropy) = (new double[classes, classes], 0.0);
        for (var row = 0; row < data.Rows; row++)
        {
            for (var p = 0; p < classes; p++)
            {
                var log = Math.Log(Math.Clamp(values[row * classes + p], KullbackLeibler.Epsilon, 1 - KullbackLeibler.Epsilon));
                for (var y = 0; y < classes; y++) { cross[y, p] -= data.Truth[row * classes + y] * log; }
            }
            for (var y = 0; y < classes; y++)
            {
                if (data.Truth[row * classes + y] is > 0 and var share) { entropy += share * Math.Log(share); }
            }
        }
        var best = (Kl: double.PositiveInfinity, Order: Array.Empty<int>());
        var order = new int[classes];
        Try(0, 0, 0);
        return (best.Kl, best.Order);

        void Try(int y, int used, double sum)
        {
            if (y == classes)
            {
                if ((sum + entropy) / data.Rows < best.Kl) { best = ((sum + entropy) / data.Rows, [.. order]); }
                return;
            }
            for (var p = 0; p < classes; p++)
            {
                if ((used & 1 << p) != 0) { continue; }
                order[y] = p;
                Try(y + 1, used | 1 << p, sum + cross[y, p]);
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
