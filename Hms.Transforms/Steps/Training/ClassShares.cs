using Hms.Transforms.Mapping;
using Microsoft.ML;

namespace Hms.Transforms.Steps.Training;

/// <summary>Reads a row's membership of the classes from its votes, and sums it over rows.</summary>
internal static class ClassShares
{
    /// <summary>Reads all rows: the shares of each row in turn, for <paramref name="visit"/> to add up or keep.</summary>
    internal static int Read(IDataView input, string votesColumn, ClassMembership by, Action<ReadOnlySpan<double>> visit)
    {
        var shape = VectorShape.Read(input.Schema, votesColumn, out var column);
        var shares = new double[shape.Size];
        using var cursor = input.GetRowCursor([column]);
        var reader = new VectorReader(cursor, column, shape.Size);
        var row = 0;
        for (; cursor.MoveNext(); row++)
        {
            Of(reader.Read(), by, shares, votesColumn, row);
            visit(shares);
        }
        return row;
    }

    /// <summary>The shares of one row; they sum to 1.</summary>
    internal static void Of(ReadOnlySpan<float> votes, ClassMembership by, Span<double> shares, string column, long row)
    {
        var sum = 0.0;
        var best = 0;
        for (var i = 0; i < votes.Length; i++)
        {
            if (float.IsNaN(votes[i])) { throw new InvalidOperationException($"Row {row} of column '{column}' has NaN votes; its class is not known."); }
            if (votes[i] < 0 || float.IsInfinity(votes[i])) { throw new InvalidOperationException(FormattableString.Invariant($"Row {row} of column '{column}' has the vote {votes[i]}; votes are finite and at least 0.")); }
            sum += votes[i];
            if (votes[i] > votes[best]) { best = i; }
        }
        if (!(sum > 0)) { throw new InvalidOperationException($"Row {row} of column '{column}' has no votes; leave rows without votes out of training."); }
        for (var i = 0; i < shares.Length; i++) { shares[i] = by == ClassMembership.Votes ? votes[i] / sum : i == best ? 1 : 0; }
    }

    /// <summary>The weight of each class: by its formula, to the power of the strength, scaled so that the mean weight of the rows is 1; 0 for a class without rows.</summary>
    internal static double[] Weights(ReadOnlySpan<double> sizes, ClassWeightFormula formula, double beta, double strength)
    {
        var weights = new double[sizes.Length];
        double total = 0, rows = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (sizes[i] <= 0) { continue; }
            var weight = formula == ClassWeightFormula.EffectiveNumber ? (1 - beta) / (1 - Math.Pow(beta, sizes[i])) : 1 / sizes[i];
            weights[i] = Math.Pow(weight, strength);
            rows += sizes[i];
            total += sizes[i] * weights[i];
        }
        for (var i = 0; i < weights.Length; i++) { weights[i] *= rows / total; }
        return weights;
    }

    internal static double Weight(ReadOnlySpan<double> shares, ReadOnlySpan<double> classWeights)
    {
        var weight = 0.0;
        for (var i = 0; i < shares.Length; i++) { weight += shares[i] * classWeights[i]; }
        return weight;
    }

    /// <summary>The error of a strength outside [0, 1], or none.</summary>
    internal static void CheckStrength(double strength, List<string> errors)
    {
        if (!(strength is >= 0 and <= 1)) { errors.Add(FormattableString.Invariant($"Strength {strength} must be in [0, 1]: 0 leaves the classes as they are, 1 makes them equal.")); }
    }
}
