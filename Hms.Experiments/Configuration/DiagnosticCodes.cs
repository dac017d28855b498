namespace Hms.Experiments.Configuration;

/// <summary>The codes of all problems that an experiments file can have. HMS1xx are found here; HMS2xx by what runs the experiment.</summary>
public static class DiagnosticCodes
{
    /// <summary>The text is not JSON.</summary>
    public const string Syntax = "HMS100";

    /// <summary>A key is written twice in one object.</summary>
    public const string DuplicateKey = "HMS101";

    /// <summary>The file is absent, unreadable or too large.</summary>
    public const string UnreadableFile = "HMS102";

    /// <summary>A key that nothing reads.</summary>
    public const string UnknownKey = "HMS110";

    /// <summary>A value of the wrong JSON type.</summary>
    public const string WrongType = "HMS111";

    /// <summary>A name that is not one of the known ones.</summary>
    public const string UnknownName = "HMS112";

    /// <summary>A number outside its limits, or a text outside its form.</summary>
    public const string OutOfLimits = "HMS113";

    /// <summary>A key that must be there is missing.</summary>
    public const string MissingKey = "HMS114";

    /// <summary>An object that names one alternative has none or several keys.</summary>
    public const string OneKeyNeeded = "HMS115";

    /// <summary>A list has too few items.</summary>
    public const string TooFewItems = "HMS116";

    /// <summary>A range or choice is not written as one.</summary>
    public const string MalformedVariation = "HMS120";

    /// <summary>A range on a value that has no order.</summary>
    public const string RangeWithoutOrder = "HMS121";

    /// <summary>The bounds, log or step of a range contradict each other.</summary>
    public const string RangeBounds = "HMS122";

    /// <summary>A choice lists a value twice.</summary>
    public const string RepeatedChoice = "HMS123";

    /// <summary>A range or choice where the value must be the same in all trials.</summary>
    public const string MayNotVary = "HMS124";

    /// <summary>A range or choice in a step that has no unique address.</summary>
    public const string VariationWithoutAddress = "HMS125";

    /// <summary><c>extends</c> names no experiment of this file.</summary>
    public const string UnknownParent = "HMS130";

    /// <summary>Experiments extend each other in a circle.</summary>
    public const string ExtendsCycle = "HMS131";

    /// <summary>An override addresses nothing.</summary>
    public const string UnknownAddress = "HMS132";

    /// <summary>An override addresses several steps.</summary>
    public const string AmbiguousAddress = "HMS133";

    /// <summary>A step id is repeated or means something else already.</summary>
    public const string StepId = "HMS134";

    /// <summary>Values contradict each other.</summary>
    public const string Contradiction = "HMS140";

    /// <summary>A step reads a column that no earlier step yields, or yields one that nothing reads.</summary>
    public const string ColumnFlow = "HMS141";

    /// <summary>A setting that means nothing to what is to learn.</summary>
    public const string NoMeaning = "HMS142";

    /// <summary>The pipeline's steps do not fit each other's shapes (reported by what builds the pipeline).</summary>
    public const string PipelineShape = "HMS201";
}
