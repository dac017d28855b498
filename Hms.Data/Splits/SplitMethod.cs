namespace Hms.Data.Splits;

/// <summary>How rows are split into folds.</summary>
public enum SplitMethod
{
    /// <summary><see cref="Splits.GroupKFold"/>: by patient, folds of nearly equal size.</summary>
    GroupKFold,

    /// <summary><see cref="Splits.StratifiedGroupKFold"/>: by patient, folds of nearly equal class shares.</summary>
    StratifiedGroupKFold,

    /// <summary><see cref="Splits.LeaveOneGroupOut"/>: one fold a patient.</summary>
    LeaveOneGroupOut,

    /// <summary><see cref="Splits.FoldFile"/>: as a file says.</summary>
    File,

    /// <summary><see cref="Splits.KFold"/>: EEGs at random, whoever they are of. It leaks.</summary>
    KFold,
}
