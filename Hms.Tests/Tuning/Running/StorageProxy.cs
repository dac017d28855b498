using System.Reflection;
using Hms.Tuning.Storage;

namespace Hms.Tests.Tuning.Running;

/// <summary>A storage in front of another that lets a test look at each call, or throw instead.</summary>
internal class StorageProxy : DispatchProxy
{
    private IStudyStorage _inner = null!;
    private Action<string, object?[]> _before = null!;

    /// <summary>Calls <paramref name="before"/> with name and arguments, then the storage.</summary>
    public static IStudyStorage Of(IStudyStorage inner, Action<string, object?[]> before)
    {
        var storage = Create<IStudyStorage, StorageProxy>();
        var proxy = (StorageProxy)(object)storage;
        (proxy._inner, proxy._before) = (inner, before);
        return storage;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        _before(targetMethod!.Name, args ?? []);
        try { return targetMethod.Invoke(_inner, args); }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
    }
}
