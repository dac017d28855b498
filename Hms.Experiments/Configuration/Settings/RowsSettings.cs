using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What a row of learning is and which part of its recording is read.</summary>
[Description("What a row of learning is and which part of its recording is read.")]
public sealed record RowsSettings
{
    /// <summary>What one row of learning is.</summary>
    [Description("What one row of learning is.")]
    public RowsUnit Unit { get; init; } = RowsUnit.Eeg;

    /// <summary>How the votes of several label rows become one.</summary>
    [Description("How the votes of several label rows become one.")]
    public VotesRule Votes { get; init; } = VotesRule.Sum;

    /// <summary>Rows with fewer votes are left out.</summary>
    [Description("Rows with fewer votes are left out.")]
    [Limits(AtLeast = 0)]
    public double MinVotes { get; init; } = 0;

    /// <summary>Largest number of rows; of more, those of a draw of whole patients by their ids are used. Not set: all.</summary>
    [Description("Largest number of rows; of more, those of a draw of whole patients by their ids are used. Not set: all.")]
    [Limits(AtLeast = 2)]
    public int? AtMost { get; init; }

    /// <summary>The part of the recording that is read.</summary>
    [Description("The part of the recording that is read.")]
    public WindowSettings Window { get; init; } = new();
}
