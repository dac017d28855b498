using Hms.Signal.Randomness;
using MathNet.Numerics.Distributions;

namespace Hms.Experiments.Evaluation;

/// <summary>Cluster bootstrap of a mean over rows: patients are drawn with replacement, each with all its rows, and the mean is taken over the rows drawn.</summary>
/// <remarks>
/// Rows of one patient are alike, so a bootstrap of rows gives intervals that are too narrow (Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 3.8).
/// The mean of a resample is the ratio of two sums over patients, so a resample costs as much as there are patients, not rows.
/// Resample d comes from <c>SeedHash.Derive(seed, d)</c> and draws patients by their rank among the sorted ids: neither the order of the rows nor the values matter.
/// Expanded percentile intervals: the tails are those that give a normal sample's interval the width of Student's, as resamples of G patients vary too little by a factor
/// of (G - 1) / G and know nothing of Student (Hesterberg, What Teachers Should Know About the Bootstrap, The American Statistician 69, 2015). Quantiles as numpy.quantile's default.
/// </remarks>
internal sealed class PatientBootstrap
{
    private readonly EvaluationOptions _options;
    private readonly int[] _patientOfRow;
    private readonly int[] _rows;

    /// <summary>Prepares resamples.</summary>
    /// <param name="patientIds">Patient of each row.</param>
    /// <param name="options">Draws, level, seed, fewest patients.</param>
    public PatientBootstrap(IReadOnlyList<long> patientIds, EvaluationOptions options)
    {
        _options = options;
        var rank = patientIds.Distinct().Order().Select((id, index) => (id, index)).ToDictionary(x => x.id, x => x.index);
        _patientOfRow = [.. patientIds.Select(id => rank[id])];
        _rows = new int[rank.Count];
        foreach (var patient in _patientOfRow) { _rows[patient]++; }
    }

    /// <summary>Number of patients.</summary>
    public int Patients => _rows.Length;

    /// <summary>Expanded percentile interval of the mean over rows; null with fewer patients than <see cref="EvaluationOptions.MinPatients"/>.</summary>
    /// <param name="values">Value of each row.</param>
    public BootstrapInterval? Interval(IReadOnlyList<double> values)
    {
        if (Patients < _options.MinPatients) { return null; }
        var means = Means([values])[0];
        Array.Sort(means);
        var tail = Tail(_options.Level, Patients);
        return new BootstrapInterval(Quantile(means, tail), Quantile(means, 1 - tail), _options.Level, _options.Draws);
    }

    /// <summary>Mean over rows in every resample, for several values of the same rows.</summary>
    /// <param name="series">Values of each row, series by series.</param>
    /// <returns>Means of each series, in the order of the resamples, which are the same for all series.</returns>
    public double[][] Means(IReadOnlyList<IReadOnlyList<double>> series)
    {
        var sums = series.Select(SumsByPatient).ToArray();
        var means = series.Select(_ => new double[_options.Draws]).ToArray();
        var times = new int[Patients];
        for (var draw = 0; draw < _options.Draws; draw++)
        {
            Draw(draw, times);
            long rows = 0;
            for (var patient = 0; patient < times.Length; patient++) { rows += (long)times[patient] * _rows[patient]; }
            for (var s = 0; s < sums.Length; s++)
            {
                var sum = 0.0;
                for (var patient = 0; patient < times.Length; patient++) { sum += times[patient] * sums[s][patient]; }
                means[s][draw] = sum / rows;
            }
        }
        return means;
    }

    /// <summary>Share of resamples beyond each end of an interval.</summary>
    internal static double Tail(double level, int patients)
    {
        var student = StudentT.InvCDF(0, 1, patients - 1, (1 + level) / 2);
        return Normal.CDF(0, 1, -Math.Sqrt(patients / (patients - 1.0)) * student);
    }

    /// <summary>How often each patient is drawn.</summary>
    private void Draw(int draw, int[] times)
    {
        Array.Clear(times);
        var random = new HashRandom(SeedHash.Derive(_options.Seed, (ulong)draw));
        for (var i = 0; i < times.Length; i++) { times[random.NextInt(times.Length)]++; }
    }

    private double[] SumsByPatient(IReadOnlyList<double> values)
    {
        var sums = new double[Patients];
        for (var row = 0; row < _patientOfRow.Length; row++) { sums[_patientOfRow[row]] += values[row]; }
        return sums;
    }

    private static double Quantile(double[] sorted, double probability)
    {
        var position = (sorted.Length - 1) * probability;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
