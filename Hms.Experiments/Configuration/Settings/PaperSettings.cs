using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>What of a publication an experiment reproduces. Changes nothing of the run; a page sets these words beside the run's figures. Not inherited by extends.</summary>
[Description("What of a publication an experiment reproduces. Changes nothing of the run; a page sets these words beside the run's figures. Not inherited by extends.")]
public sealed record PaperSettings
{
    /// <summary>What is reproduced: section, table or figure, in a few words; for an experiment of one's own, "beyond the paper".</summary>
    [Description("What is reproduced: section, table or figure, in a few words; for an experiment of one's own, \"beyond the paper\".")]
    [Fixed("it is a text")]
    public required string Reproduces { get; init; } = "";

    /// <summary>The figure that was published; not set: none.</summary>
    [Description("The figure that was published; not set: none.")]
    [Limits(AtLeast = 0)]
    [Fixed("it is a text")]
    public double? Kl { get; init; }

    /// <summary>What that figure was measured on, for example "leaderboard, one model".</summary>
    [Description("What that figure was measured on, for example \"leaderboard, one model\".")]
    [Fixed("it is a text")]
    public string? MeasuredOn { get; init; }

    /// <summary>The experiment or ensemble of this file that it changes, to which it is compared row by row; not set: none.</summary>
    [Description("The experiment or ensemble of this file that it changes, to which it is compared row by row; not set: none.")]
    [Fixed("it is a name")]
    public string? Against { get; init; }

    /// <summary>What is not known of the original and was chosen here, or what may not be compared, in a sentence.</summary>
    [Description("What is not known of the original and was chosen here, or what may not be compared, in a sentence.")]
    [Fixed("it is a text")]
    public string? Note { get; init; }
}
