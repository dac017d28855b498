using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Steps;

/// <summary>Stacks images of equal height and width: their channels follow each other.</summary>
[Description("Stacks images of equal height and width: their channels follow each other.")]
[Key("stackChannels")]
public sealed record StackChannelsStep : StepSettings
{
    /// <summary>The column that is written where no output is given.</summary>
    public const string DefaultOutput = "Image";

    /// <summary>Columns that are stacked, in order.</summary>
    [Description("Columns that are stacked, in order.")]
    [MinimumCount(2)]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("they are column names")]
    public required IReadOnlyList<string> Inputs { get; init; } = [];

    /// <summary>Column that is written; not set: Image.</summary>
    [Description("Column that is written; not set: Image.")]
    [Form("^[A-Za-z][A-Za-z0-9_-]*$", "a letter followed by letters, digits, hyphens and underscores")]
    [Fixed("it is a column name")]
    public string? Output { get; init; }

    /// <inheritdoc />
    public override IReadOnlyList<string> ReadColumns(string previous) => Inputs;

    /// <inheritdoc />
    public override string? YieldedColumn(string previous) => Output ?? DefaultOutput;
}
