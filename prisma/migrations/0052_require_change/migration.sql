-- A statement that must change a row and changes none fails here, so that it can be sent together with those that rely
-- on it, and with the commit, without waiting to see whether it did.
create function require_change(changed bigint) returns void language plpgsql as $$
begin
  if changed = 0 then
    raise exception 'Nothing was changed.' using errcode = 'CS001';
  end if;
end;
$$;
