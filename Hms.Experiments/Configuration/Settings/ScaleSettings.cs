using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How all experiments are made smaller, to be tried on another machine or on other data. What is not named stays as each experiment declares it.</summary>
[Description("How all experiments are made smaller, to be tried on another machine or on other data. What is not named stays as each experiment declares it.")]
public sealed record ScaleSettings
{
    /// <summary>What the scale is for, in a sentence.</summary>
    [Description("What the scale is for, in a sentence.")]
    [Fixed("it is a text")]
    public string? About { get; init; }

    /// <summary>Where the recordings come from, in place of what the file and its experiments declare.</summary>
    [Description("Where the recordings come from, in place of what the file and its experiments declare.")]
    [Fixed("all trials must see the same rows")]
    public DataSettings? Data { get; init; }

    /// <summary>Largest number of rows of an experiment.</summary>
    [Description("Largest number of rows of an experiment.")]
    [Limits(AtLeast = 2)]
    [Fixed("all trials must see the same rows")]
    public int? Rows { get; init; }

    /// <summary>Largest number of folds.</summary>
    [Description("Largest number of folds.")]
    [Limits(AtLeast = 2)]
    [Fixed("all trials must be judged on the same folds")]
    public int? Folds { get; init; }

    /// <summary>Largest number of epochs of all stages together; each stage keeps one at least.</summary>
    [Description("Largest number of epochs of all stages together; each stage keeps one at least.")]
    [Limits(AtLeast = 1)]
    [Fixed("it is the same for all trials")]
    public int? Epochs { get; init; }

    /// <summary>Largest height and width, in pixels, of the images that resize steps make.</summary>
    [Description("Largest height and width, in pixels, of the images that resize steps make.")]
    [Limits(AtLeast = 8)]
    [Fixed("it is the same for all trials")]
    public int? ImagePixels { get; init; }

    /// <summary>Largest number of rows per optimizer step.</summary>
    [Description("Largest number of rows per optimizer step.")]
    [Limits(AtLeast = 2)]
    [Fixed("it is the same for all trials")]
    public int? BatchSize { get; init; }

    /// <summary>Threads of one training.</summary>
    [Description("Threads of one training.")]
    [Limits(AtLeast = 1, AtMost = 1024)]
    [Fixed("it changes how a trial runs, not what it is")]
    public int? Threads { get; init; }

    /// <summary>Largest number of trials of a sweep.</summary>
    [Description("Largest number of trials of a sweep.")]
    [Limits(AtLeast = 1)]
    [Fixed("it drives the search itself")]
    public int? Trials { get; init; }
}
