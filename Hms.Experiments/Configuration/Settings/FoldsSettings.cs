using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How rows are split into training and validation.</summary>
[Description("How rows are split into training and validation.")]
[OneOf(typeof(GroupKFoldSettings), Noun = "split")]
public abstract record FoldsSettings
{
    /// <summary>Number of folds.</summary>
    public abstract int FoldCount { get; }
}
