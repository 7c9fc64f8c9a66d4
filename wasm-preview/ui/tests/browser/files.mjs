/** Files that the browser tests drop. Every person in them is made up. */

/** Twelve rows; three are wrong, one repeats an earlier one. */
export const LEADS = `First Name,Last Name,Company,Email Address,Phone,Lead Source,State,Territory,Employees,Annual Revenue,Birthday,Notes
Mia,Berg,Fjord Supply AS,mia.berg@fjord.example,+47 22 12 34 56,Web,Oslo,North,120,1250000.50,1984-03-09,"Met at the fair, wants a quote"
Noor,Haddad,Nile Textiles,noor@niletextiles.example,+20 2 2795 1234,Referral,Cairo,South,45,380000,1990-11-21,
Jonas,Keller,Alpwerk GmbH,jonas.keller@alpwerk.example,+41 44 668 18 00,Web,Zürich,West,8,,1979-07-30,Prefers e-mail
Ines,Costa,Costa & Filhos,ines@costafilhos.example,+351 21 340 4500,Trade Show,Lisboa,South,310,9800000,1988-01-15,"Said: ""call after Easter"""
Tom,Ashworth,Ashworth Tools,tom.ashworth(at)tools.example,+44 20 7946 0123,Web,London,North,64,2100000,1975-05-02,
Lena,Novak,Novak Optics,lena@novakoptics.example,+420 224 810 300,Referral,Praha,West,22,540000,1991-13-45,
Mia,Berg,Fjord Supply AS,Mia.Berg@fjord.example,+47 22 12 34 56,Web,Oslo,North,120,1250000.50,1984-03-09,Second visit
Ravi,Menon,Malabar Spices,ravi@malabar.example,+91 22 4001 8000,Web,Mumbai,South,many,720000,1982-09-27,
Yuki,Tanaka,Tanaka Seiki,yuki@tanaka.example,+81 3 1234 5678,Trade Show,Tokyo,West,510,15400000,1986-12-05,
Elif,Demir,Demir Lojistik,elif@demir.example,+90 212 293 5800,Web,İstanbul,South,95,3300000,1993-04-18,"Long note
over two lines"
Paul,Martin,Ateliers Martin,paul@ateliers.example,+33 1 42 68 53 00,Referral,Paris,West,14,460000,1980-08-11,
Sara,Lindqvist,Norrsken Labs,sara@norrsken.example,+46 8 506 100 00,Web,Stockholm,North,33,880000,1994-02-03,
`;

/** Many rows, a few of them wrong. */
export function bigLeads(rows) {
  const lines = ['First Name,Last Name,Company,Email,Phone,City'];
  for (let at = 0; at < rows; at += 1) {
    const email = at % 50 === 7 ? `person${at} at example.com` : `person${at}@example.com`;
    lines.push(`Person,Number ${at},Company ${at % 900},${email},+47221${String(10000 + (at % 80000))},Oslo`);
  }
  return lines.join('\n');
}

/** The first bytes of a picture. */
export const PNG = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de', 'hex');

/**
 * What Excel makes of a workbook with a password: an OLE container whose directory names "EncryptionInfo" and
 * "EncryptedPackage". Only the container is here; nobody could read further anyway.
 */
export const ENCRYPTED_WORKBOOK = (() => {
  const file = Buffer.alloc(512 * 4);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(file, 0);
  file.writeUInt16LE(0x3e, 24);
  file.writeUInt16LE(3, 26);
  file.writeUInt16LE(0xfffe, 28);
  file.writeUInt16LE(9, 30);
  file.writeUInt16LE(6, 32);
  file.writeUInt32LE(1, 44);
  file.writeUInt32LE(1, 48);
  file.writeUInt32LE(4096, 56);
  file.writeUInt32LE(0xfffffffe, 60);
  file.writeUInt32LE(0xfffffffe, 68);
  file.fill(0xff, 76, 512);
  file.writeUInt32LE(0, 76);
  file.fill(0xff, 512, 1024);
  file.writeUInt32LE(0xfffffffd, 512);
  file.writeUInt32LE(0xfffffffe, 516);
  file.writeUInt32LE(0xfffffffe, 520);
  const entry = (at, name, kind, start, size) => {
    const offset = 1024 + at * 128;
    file.write(name, offset, 'utf16le');
    file.writeUInt16LE((name.length + 1) * 2, offset + 64);
    file[offset + 66] = kind;
    file[offset + 67] = 1;
    file.fill(0xff, offset + 68, offset + 80);
    file.writeUInt32LE(start, offset + 116);
    file.writeUInt32LE(size, offset + 120);
  };
  entry(0, 'Root Entry', 5, 0xfffffffe, 0);
  file.writeUInt32LE(1, 1024 + 76);
  entry(1, 'EncryptionInfo', 2, 2, 100);
  file.writeUInt32LE(2, 1024 + 128 + 72);
  entry(2, 'EncryptedPackage', 2, 2, 100);
  return file;
})();

/** A ZIP archive with one text file in it, stored as it is. */
export const ZIP = (() => {
  const name = Buffer.from('leads.csv');
  const text = Buffer.from('Email\na@x.org\n');
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt32LE(text.length, 18);
  local.writeUInt32LE(text.length, 22);
  local.writeUInt16LE(name.length, 26);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt32LE(text.length, 20);
  central.writeUInt32LE(text.length, 24);
  central.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + text.length, 16);
  return Buffer.concat([local, name, text, central, name, end]);
})();
