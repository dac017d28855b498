using System.Globalization;
using Hms.Signal.Statistics;

namespace Hms.Experiments.Ensembles;

/// <summary>What an ensemble is fitted and judged on: out-of-fold probabilities of several models for the same rows, and the truth.</summary>
/// <remarks>
/// All arrays are row-major and are read, never changed. The predictions of every row must come from models that have not seen the row's patient:
/// this type cannot tell whether they do.
/// </remarks>
public sealed record EnsembleData
{
    /// <summary>How far the sum of a row may lie from 1: six probabilities of three digits are up to 0.003 off.</summary>
    public const double SumTolerance = 1e-2;

    /// <summary>The models; at least one.</summary>
    public required IReadOnlyList<EnsembleMember> Members { get; init; }

    /// <summary>Distributions of votes, [rows, classes] row-major; each row sums to 1.</summary>
    public required double[] Truth { get; init; }

    /// <summary>Number of classes.</summary>
    public required int Classes { get; init; }

    /// <summary>Group (patient) of each row: the unit of every part and of every standard error. Null: unknown, every row counts as a group of its own.</summary>
    public long[]? Groups { get; init; }

    /// <summary>Part of each row for cross-fitting; null: parts are made of the groups.</summary>
    public int[]? Folds { get; init; }

    /// <summary>How much each row counts in a fit, at least 0; null: all the same. Figures are plain means over rows all the same.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Number of votes of each row; null: unknown.</summary>
    public double[]? VoteCounts { get; init; }

    /// <summary>Number of rows.</summary>
    public int Rows => Truth.Length / Classes;

    /// <summary>Group of each row, where unknown the row's own index.</summary>
    public long[] GroupsOrRows() => Groups ?? [.. Enumerable.Range(0, Rows).Select(row => (long)row)];

    /// <summary>All that is wrong, each a sentence; empty where the data can be used.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        if (Classes < 2) { return [$"{Classes} classes; at least 2 are needed."]; }
        if (Members.Count == 0) { errors.Add("An ensemble needs at least one member."); }
        if (Truth.Length == 0 || Truth.Length % Classes != 0) { return [.. errors, $"The truth has {Truth.Length} values, which are no rows of {Classes} classes."]; }
        Check(errors, "the truth", Truth);
        foreach (var member in Members) { Check(errors, member.Name, member.Probabilities); }
        CheckLength(errors, "groups", Groups?.Length);
        CheckLength(errors, "folds", Folds?.Length);
        CheckLength(errors, "weights", Weights?.Length);
        CheckLength(errors, "vote counts", VoteCounts?.Length);
        if (Weights is not null && (Weights.Any(weight => !(weight >= 0 && double.IsFinite(weight))) || !(Weights.Sum() > 0))) { errors.Add("Weights of rows must be finite and at least 0, and one must be above 0."); }
        return errors;
    }

    /// <summary>The members' probabilities of one row, [members, classes] row-major.</summary>
    /// <param name="row">Row.</param>
    /// <param name="values">Receives them.</param>
    public void CopyRow(int row, Span<double> values)
    {
        for (var m = 0; m < Members.Count; m++) { Members[m].Probabilities.AsSpan(row * Classes, Classes).CopyTo(values[(m * Classes)..]); }
    }

    /// <summary>KL divergence of the truth of one row from a prediction, in nat.</summary>
    /// <param name="row">Row.</param>
    /// <param name="prediction">Probabilities of the classes.</param>
    public double Divergence(int row, ReadOnlySpan<double> prediction) => KullbackLeibler.Divergence(Truth.AsSpan(row * Classes, Classes), prediction);

    /// <summary>KL divergence of every row of one member.</summary>
    /// <param name="member">Index of the member.</param>
    public double[] Divergences(int member) =>
        [.. Enumerable.Range(0, Rows).Select(row => Divergence(row, Members[member].Probabilities.AsSpan(row * Classes, Classes)))];

    /// <summary>Throws where <see cref="Validate"/> finds something.</summary>
    internal void Require()
    {
        var errors = Validate();
        if (errors.Count > 0) { throw new ArgumentException(string.Join(" ", errors)); }
    }

    private void Check(List<string> errors, string name, double[] values)
    {
        if (values.Length != Truth.Length)
        {
            errors.Add($"{name} has {values.Length} values where the truth has {Truth.Length}; the rows must be the same.");
            return;
        }
        for (var row = 0; row < Rows; row++)
        {
            var sum = 0.0;
            foreach (var value in values.AsSpan(row * Classes, Classes))
            {
                if (!(value >= 0)) { sum = double.NaN; }
                sum += value;
            }
            if (Math.Abs(sum - 1) <= SumTolerance) { continue; }
            errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}, row {row}: {(double.IsNaN(sum) ? "a value is negative or NaN" : $"the values sum to {sum}")}; values of at least 0 that sum to 1 are needed."));
            return;
        }
    }

    private void CheckLength(List<string> errors, string name, int? length)
    {
        if (length is { } given && given != Rows) { errors.Add($"There are {given} {name} for {Rows} rows; one for each row is needed."); }
    }
}
