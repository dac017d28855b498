using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Joins features of any shapes to one vector, for a learner.</summary>
[Description("Joins features of any shapes to one vector, for a learner.")]
[Key("concatenate")]
public sealed record ConcatenateStep : StepSettings
{
    /// <summary>The column that is written where no output is given.</summary>
    public const string DefaultOutput = "Features";

    /// <summary>Columns that are joined, in order.</summary>
    [Description("Columns that are joined, in order.")]
    [MinimumCount(2)]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("they are column names")]
    public required IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Column that is written; not set: Features.</summary>
    [Description("Column that is written; not set: Features.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Output { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadColumns(string previous) => Inputs;

    /// <inheritdoc />
    public override string? YieldedColumn(string previous) => Output ?? DefaultOutput;
}
