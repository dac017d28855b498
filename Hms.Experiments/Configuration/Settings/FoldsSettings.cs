using System.ComponentModel;
using System.Reflection;
using Hms.Data.Splits;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>How rows are split into training and validation.</summary>
[Description("How rows are split into training and validation.")]
[OneOf(typeof(GroupKFoldSettings), typeof(StratifiedGroupKFoldSettings), typeof(LeaveOneGroupOutSettings), typeof(FoldFileSettings), typeof(KFoldSettings), Noun = "split")]
public abstract record FoldsSettings
{
    /// <summary>Number of folds; null where only the data tell.</summary>
    public abstract int? FoldCount { get; }

    /// <summary>The split's key in JSON.</summary>
    internal string Key => GetType().GetCustomAttribute<KeyAttribute>()!.Name;

    /// <summary>The split as the data room takes it.</summary>
    /// <param name="foldFile">Full path of the fold file; null where none is declared.</param>
    internal abstract SplitOptions ToOptions(string? foldFile);
}
